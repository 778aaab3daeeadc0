export { createDossiers, type DossiersService } from "./dossiers";
export { verifyEvents } from "./events";
export { dossiersRoutes } from "./routes";
