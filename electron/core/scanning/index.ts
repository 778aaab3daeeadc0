// Scanners and files as sources of pages.
export { scanningRoutes } from "./routes";
export { createScanning, type ScanningService } from "./scanning";
