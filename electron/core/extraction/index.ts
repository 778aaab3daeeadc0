export { createExtraction, type ExtractionService } from "./extraction-service";
export { createBoxReader } from "./box-reader";
export { extractionRoutes } from "./routes";
export { findValuePlace } from "./value-place";
export { KNOWN_PAPERS } from "./known-papers";
