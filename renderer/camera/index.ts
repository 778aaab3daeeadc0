// The document camera: a pane that takes pictures of pages, and the cameras there are.
export { CameraPane } from "./camera-pane";
export { useCameras } from "./use-cameras";
