// The one window of the counter.
import { BrowserWindow, screen } from "electron";

const DESIGN_SIZE = { width: 1366, height: 768 };
/** A page that crashes at once must not crash without a pause. */
const REVIVE_AFTER_MS = 1000;

export function openMainWindow(preloadFile: string): BrowserWindow {
  const area = screen.getPrimaryDisplay().workAreaSize;
  const window = new BrowserWindow({
    width: Math.min(DESIGN_SIZE.width, area.width),
    height: Math.min(DESIGN_SIZE.height, area.height),
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: "#f7f8fa",
    title: "Quầy Một Cửa",
    autoHideMenuBar: true,
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  window.removeMenu();
  window.once("ready-to-show", () => window.show());
  reviveAfterCrash(window);
  void window.loadURL("app://ui/");
  return window;
}

/** A page that crashed or ran out of memory comes back by itself; drafts are saved as they are typed. */
function reviveAfterCrash(window: BrowserWindow): void {
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    console.error(`shell: the page is gone: ${reason}`);
    setTimeout(() => {
      if (!window.isDestroyed()) window.reload();
    }, REVIVE_AFTER_MS);
  });
}
