export { createSettings, type SettingsStore } from "./settings";
export { systemRoutes } from "./routes";
