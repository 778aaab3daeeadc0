// The counter's identity towards its province.
export { createIdentity, type Identity } from "./identity";
