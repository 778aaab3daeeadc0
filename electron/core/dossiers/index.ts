export { createDossiers, type DossiersService } from "./dossiers";
export { type EventCheck, type NewEvent, verifyEvents } from "./events";
export type { DossierParts } from "./ports";
export { dossiersRoutes } from "./routes";
