// What the office and its image process say to each other. Bytes travel by structured clone.
import type { Fault } from "../../../shared/contract";

/** A digitised page ready to be stored. */
export interface StoredImage {
  bytes: Uint8Array;
  mimeType: "image/jpeg" | "image/png";
  widthPx: number;
  heightPx: number;
  resolutionDpi: number;
}

/**
 * What the image process can be asked, with what it answers. An opened file stays open until it is closed; its id is
 * never given twice, so that the id of a process that died means no other file in the next one.
 */
export interface ImageTasks {
  storeImage: { input: { bytes: Uint8Array; resolutionDpi: number | null }; output: StoredImage };
  openFile: { input: { bytes: Uint8Array }; output: { fileId: string; pages: number } };
  readPage: { input: { fileId: string; pageNumber: number }; output: StoredImage };
  closeFile: { input: { fileId: string }; output: null };
  resize: { input: { bytes: Uint8Array; maxPx: number }; output: Uint8Array };
  rasterisePdf: { input: { bytes: Uint8Array; pageNumber: number; resolutionDpi: number }; output: Uint8Array };
}
export type ImageTaskName = keyof ImageTasks;

/** An image process takes one request at a time, so a reply always belongs to the last request. */
export interface ImageRequest<Name extends ImageTaskName = ImageTaskName> {
  name: Name;
  input: ImageTasks[Name]["input"];
}

export type ImageReply = { output: unknown } | { fault: Fault };
