export { createRecognition, type RecognitionService } from "./recognition-service";
export { recognitionRoutes } from "./routes";
