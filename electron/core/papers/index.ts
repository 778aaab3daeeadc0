export type { DossierBlob } from "./page-rows";
export { createPapers, type ImageSize, type NewPage, type PapersParts, type PapersService } from "./papers";
export { papersRoutes } from "./routes";
