export type { NewPage, PagePlace } from "./adding";
export type { DossierBlob } from "./page-rows";
export { createPapers, type PapersService } from "./papers";
export { papersRoutes } from "./routes";
