// The sync protocol with the province: contract, record of a dossier, times, and the text that is hashed.
export { canonicalJson } from "./canonical-json";
export { DossierRecord, filesOf, type SubmittedFile } from "./dossier-record";
export {
  provinceContract,
  type OperationAnswer,
  type ProvinceDossier,
  type WireChange,
  type WireOperation,
  WireReceipt,
} from "./province-contract";
export { fromWireTime, toWireTime, wireDay } from "./wire-time";
