// What the sandboxed window gets: a port to core, core's state, and for the print entry the form to draw.
import { contextBridge, ipcRenderer } from "electron";
import { CORE_PORT_MESSAGE, type WindowApi } from "../../shared/contract/window-api";

ipcRenderer.on("core-port", (event) => {
  window.postMessage(CORE_PORT_MESSAGE, window.location.origin, event.ports);
});

const api: WindowApi = {
  onCoreState: (handler) => void ipcRenderer.on("core-state", (_event, state) => handler(state)),
  onForm: (handler) => void ipcRenderer.on("form", (_event, request) => handler(request)),
  formDrawn: () => ipcRenderer.send("form-drawn"),
  switchMode: (training) => ipcRenderer.send("switch-mode", training),
};
contextBridge.exposeInMainWorld("quay", api);
