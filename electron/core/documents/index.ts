export { createDocuments, type DocumentsService } from "./documents";
export { pictureSheet } from "./pdf/picture-sheet";
export { documentsRoutes } from "./routes";
