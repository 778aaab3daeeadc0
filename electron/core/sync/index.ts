// Delivery to the province: the outbox, and the background work that empties it.
export { wantFile } from "./arriving/downloads";
export type { ReceivedDossier, ReceivedPaper } from "./entities/dossiers";
export { createOutbox } from "./outbox";
export type { AppliedReceipt, AppliedRecord, AppliedState } from "./ports";
export { syncRoutes } from "./routes";
export { createSync, type Sync } from "./sync";
export type { SyncDeps } from "./sync-parts";
