export type { EnginePicture } from "./engine";
export type { PageRead, ReadWord } from "./page-reading";
export { createRecognition, type RecognitionService } from "./recognition-service";
export { recognitionRoutes } from "./routes";
