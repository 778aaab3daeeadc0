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
  /**
   * A secret under a name, kept by the operating system's key store and readable by this account on this PC only.
   * @throws DomainError DEVICE_KEY_UNAVAILABLE when it is there and cannot be read, or cannot be kept
   */
  readSecret(name: string): Promise<string | null>;
  writeSecret(name: string, secret: string): Promise<void>;
  /** The operating system's word on the proxy for an address, as a PAC result: "DIRECT", "PROXY host:port; DIRECT", … */
  resolveProxy(url: string): Promise<string>;
  /** Lets the person choose; null: thought better of it. */
  choosePlace(kind: "folder" | "bundle"): Promise<string | null>;
}
