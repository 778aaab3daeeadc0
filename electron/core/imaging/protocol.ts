// What the office and its image process say to each other. Bytes travel by structured clone.
import type { Fault, PageCorners } from "../../../shared/contract";

/** A digitised page ready to be stored. */
export interface StoredImage {
  bytes: Uint8Array;
  mimeType: "image/jpeg" | "image/png";
  widthPx: number;
  heightPx: number;
  resolutionDpi: number;
}

/** Clockwise, times 90 degrees. */
export type QuarterTurns = 0 | 1 | 2 | 3;

/** What a machine can read on a page. Patch T also counts when the sheet lies upside down (then it reads as patch 3). */
export type PageCode = { kind: "qr"; text: string } | { kind: "patch"; letter: "T" };

export type PageSide = "top" | "right" | "bottom" | "left";

/** How a page looks, measured on the picture as it is shown; what is good enough is decided elsewhere. */
export interface PageMetrics {
  /** Nothing on it but paper, shadow, dust and holes. Unsure means false. */
  isBlank: boolean;
  /** How far its lines are turned clockwise, within ±10; null when there are too few lines to tell. */
  skewDegrees: number | null;
  /** Over how many millimetres the edges of letters go from paper to ink; null when there are too few. */
  edgeWidthMm: number | null;
  /** Grey of the paper, 0 (black) – 255 (white). */
  paperLevel: number;
  /** How much darker than the paper around it the ink is, 0–255; null without ink. */
  inkContrast: number | null;
  /** Sides where writing or a picture runs off the page. */
  cutSides: PageSide[];
  /** Turns that would set it upright, 0 when it is; null when that cannot be told. */
  uprightTurns: QuarterTurns | null;
}

export interface CardSide {
  bytes: Uint8Array;
  turns: QuarterTurns;
  /** Of the picture, so that the card can be found by its true size; null: the largest thing on the page. */
  resolutionDpi: number | null;
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
  straighten: { input: { bytes: Uint8Array; corners: PageCorners | null }; output: StoredImage };
  joinCard: { input: { front: CardSide; back: CardSide }; output: StoredImage };
  readCodes: { input: { bytes: Uint8Array }; output: PageCode[] };
  turn: { input: { bytes: Uint8Array; quarterTurns: QuarterTurns }; output: Uint8Array };
  resize: { input: { bytes: Uint8Array; maxPx: number; quarterTurns: QuarterTurns }; output: Uint8Array };
  rasterisePdf: { input: { bytes: Uint8Array; pageNumber: number; resolutionDpi: number }; output: Uint8Array };
  inspect: {
    input: { bytes: Uint8Array; resolutionDpi: number; quarterTurns: QuarterTurns };
    output: PageMetrics;
  };
}
export type ImageTaskName = keyof ImageTasks;

/** An image process takes one request at a time, so a reply always belongs to the last request. */
export interface ImageRequest<Name extends ImageTaskName = ImageTaskName> {
  name: Name;
  input: ImageTasks[Name]["input"];
}

export type ImageReply = { output: unknown } | { fault: Fault };
