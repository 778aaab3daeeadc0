export type { EnginePicture } from "./engine";
export { doubtfulWords } from "./lexicon/doubts";
export { unknownPlaces } from "./lexicon/places";
export type { PageRead, ReadWord } from "./page-reading";
export { createRecognition, type RecognitionService } from "./recognition-service";
export { recognitionRoutes } from "./routes";
