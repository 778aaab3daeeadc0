// Ties the preload's messages to the connection. The only caller of `window.quay`.
import { CORE_PORT_MESSAGE, type WindowApi } from "../../shared/contract/window-api";
import { connection, queryClient } from "./client";
import { setCoreState } from "./core-state";
import { ChangeWatcher } from "./watch";

declare global {
  interface Window {
    quay: WindowApi;
  }
}

/** Call once, before the first query. */
export function startBridge(): void {
  const watcher = new ChangeWatcher(queryClient);
  window.addEventListener("message", (event) => {
    const port = event.ports[0];
    if (event.source !== window || event.data !== CORE_PORT_MESSAGE || !port) return;
    connection.attach(port);
    watcher.restart();
  });
  window.quay.onCoreState((core) => {
    setCoreState(core);
    if (core.state !== "ready") connection.lose();
  });
}
