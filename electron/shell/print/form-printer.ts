// Turns a form and its data into a PDF: a hidden, sandboxed window draws it, Chromium writes the file.
import { BrowserWindow, ipcMain, type IpcMainEvent, type WebContents } from "electron";
import { DomainError } from "../../../shared/errors";

export interface FormPrinter {
  /**
   * The form as a PDF on A4 with its fonts embedded. Requests are drawn one after the other.
   * @throws DomainError FORM_RENDER_FAILED with the reason: timeout, crashed, closed, or what the page said
   */
  render(form: string, data: unknown): Promise<Uint8Array>;
  close(): void;
}

const PAGE_ADDRESS = "app://ui/print.html";
const RENDER_TIMEOUT_MS = 20_000;

export function createFormPrinter(options: { preloadFile: string; timeoutMs?: number }): FormPrinter {
  let queue: Promise<unknown> = Promise.resolve();
  let current: BrowserWindow | undefined;
  let isClosed = false;

  async function renderNow(form: string, data: unknown): Promise<Uint8Array> {
    if (isClosed) throw new DomainError("FORM_RENDER_FAILED", { reason: "closed" });
    // A fresh window for each form: nothing of one citizen is left for the next, and no window outlives the counter's.
    const window = openHiddenWindow(options.preloadFile);
    current = window;
    try {
      return await withinTime(drawAndPrint(window, form, data), options.timeoutMs ?? RENDER_TIMEOUT_MS);
    } catch (error) {
      throw asRenderFailure(error);
    } finally {
      current = undefined;
      if (!window.isDestroyed()) window.destroy();
    }
  }

  return {
    render(form, data) {
      const result = queue.then(() => renderNow(form, data));
      queue = result.catch(() => undefined); // the caller has the failure; the next form must still be drawn
      return result;
    },
    close() {
      isClosed = true;
      if (current && !current.isDestroyed()) current.destroy();
    },
  };
}

function openHiddenWindow(preloadFile: string): BrowserWindow {
  return new BrowserWindow({
    show: false,
    width: 794,
    height: 1123,
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      backgroundThrottling: false,
      spellcheck: false,
    },
  });
}

async function drawAndPrint(window: BrowserWindow, form: string, data: unknown): Promise<Uint8Array> {
  const contents = window.webContents;
  const failure = failureOf(window);
  await Promise.race([window.loadURL(PAGE_ADDRESS), failure]);
  const drawn = waitUntilDrawn(contents);
  contents.send("form", { form, data });
  await Promise.race([drawn, failure]);
  return await Promise.race([
    contents.printToPDF({ pageSize: "A4", preferCSSPageSize: true, printBackground: true }),
    failure,
  ]);
}

/** Settles only when the page cannot go on: its process died, its window was closed, or it reported an error. */
function failureOf(window: BrowserWindow): Promise<never> {
  const failure = new Promise<never>((_resolve, reject) => {
    window.webContents.on("render-process-gone", (_event, details) => reject(new Error(`crashed: ${details.reason}`)));
    window.on("closed", () => reject(new Error("closed")));
    window.webContents.on("console-message", (_event, level, message) => {
      if (level === ERROR_LEVEL && message.startsWith("Uncaught")) reject(new Error(message.slice(0, 200)));
    });
  });
  failure.catch(() => undefined); // closing the window after a success also lands here, when nobody races any more
  return failure;
}

/** Electron's console levels: 0 verbose, 1 info, 2 warning, 3 error. */
const ERROR_LEVEL = 3;

function waitUntilDrawn(contents: WebContents): Promise<void> {
  return new Promise((resolve) => {
    function heard(event: IpcMainEvent): void {
      if (event.sender !== contents) return;
      ipcMain.off("form-drawn", heard);
      resolve();
    }
    ipcMain.on("form-drawn", heard);
    contents.once("destroyed", () => ipcMain.off("form-drawn", heard));
  });
}

async function withinTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("timeout")), timeoutMs);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function asRenderFailure(error: unknown): DomainError {
  const reason = error instanceof Error ? error.message : "unknown";
  return new DomainError("FORM_RENDER_FAILED", { reason }, { cause: error });
}
