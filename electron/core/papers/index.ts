export type { NewPage, PagePlace } from "./adding";
export type { PageOriginal, SignedOriginal } from "./originals";
export type { DossierBlob } from "./page-rows";
export { createPapers } from "./papers";
export type { PapersService } from "./ports";
export { remotePagesOf } from "./remote-pages";
export { papersRoutes } from "./routes";
