// What core needs from the program around it. The shell provides it in Electron; tests and tools provide it in plain Node.
import type { FormName } from "../../shared/contract";

/** A child process, seen from core. Messages are structured-cloned. */
export interface ChildProcess {
  post(message: unknown): void;
  onMessage(handler: (message: unknown) => void): void;
  onExit(handler: () => void): void;
  kill(): void;
}

/** Decodes images and PDF files. */
export type ImageProcess = ChildProcess;

export interface CoreHost {
  /** A fresh child process running the image entry. */
  startImageProcess(): Promise<ImageProcess>;
  /** A fresh child process running the TWAIN helper; absent where the host has none. */
  startTwainHelper?(): Promise<ChildProcess>;
  /**
   * Draws a form with its data in the print entry of the renderer and returns the PDF.
   * @throws DomainError FORM_RENDER_FAILED
   */
  renderForm(form: FormName, data: unknown): Promise<Uint8Array>;
}
