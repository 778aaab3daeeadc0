export { createPrinting, type PrintingService } from "./printing";
export { printingRoutes } from "./routes";
