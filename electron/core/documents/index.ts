export { createDocuments, type DocumentsService } from "./documents";
export { documentsRoutes } from "./routes";
