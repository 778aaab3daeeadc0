// Training mode is another start of the program with a data folder of its own: nothing of one mode is open in the other.
import { app, ipcMain, type BrowserWindow } from "electron";

const MARK = "--training";

export function isTrainingStart(argv: readonly string[]): boolean {
  return argv.includes(MARK);
}

/** The window may ask for the other mode; the program ends in good order and starts again. */
export function allowModeSwitch(window: BrowserWindow): void {
  ipcMain.on("switch-mode", (event, training: unknown) => {
    if (event.sender !== window.webContents || typeof training !== "boolean") return;
    const others = process.argv.slice(1).filter((word) => word !== MARK);
    app.relaunch({ args: training ? [...others, MARK] : others });
    app.quit();
  });
}
