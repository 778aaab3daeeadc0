// The window's only way to core.
export { api, client, queryClient } from "./client";
export { useCoreState } from "./core-state";
export { faultOf, type FaultOf } from "./fault";
export { switchMode } from "./mode";
export { startBridge } from "./start";
