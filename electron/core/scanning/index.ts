// Scanners and files as sources of pages.
export { createDrivers, type Drivers } from "./drivers/registry";
export type { ScannedPage, ScannerDriver, ScanProgress, ScanRequest } from "./driver";
export { scanningRoutes } from "./routes";
export { createScanning, type ScanningParts, type ScanningService } from "./scanning";
