export { createInspection, type InspectionService } from "./inspection";
