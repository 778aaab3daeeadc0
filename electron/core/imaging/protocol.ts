// What the office and its image process say to each other. Bytes travel by structured clone.
import type { CleaningStepName, Fault, PageCorners } from "../../../shared/contract";

/** A digitised page ready to be stored. */
export interface StoredImage {
  bytes: Uint8Array;
  mimeType: "image/jpeg" | "image/png";
  widthPx: number;
  heightPx: number;
  resolutionDpi: number;
}

/** The file that a page was made from. */
export interface FileOrigin {
  mimeType: string;
  pageCount: number;
  /** From 1. */
  pageNumber: number;
  /** Bears a digital signature; whether it is valid is not looked at. */
  isSigned: boolean;
}

/** A word that a file brought along, in pixels of the page made from it. */
export interface FileWord {
  text: string;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  /** From 0, in the order of the file. */
  line: number;
}

/** A page of a file, with its text where the file has one that can be trusted. */
export interface FilePage extends StoredImage {
  origin: FileOrigin;
  words: FileWord[] | null;
}

export type OpenedFile = { fileId: string; pages: number } & Pick<FileOrigin, "mimeType" | "isSigned">;

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

export interface CleaningOrder {
  bytes: Uint8Array;
  resolutionDpi: number;
  /** As the page is shown; cleaning may turn it further when it finds it lying otherwise. */
  quarterTurns: QuarterTurns;
  /** Steps that must not be done. */
  off: CleaningStepName[];
  /** QR codes are looked for, too: cheaper than decoding the page for them once more. */
  withCodes?: true;
}

/** A page made ready for reading. */
export interface CleanedPage {
  /** Grey, one byte a pixel, 255 is paper, rows without gaps. */
  data: Uint8Array;
  widthPx: number;
  heightPx: number;
  resolutionDpi: number;
  /** Steps that were done, with their figure (degrees, dpi, sigma …). */
  steps: { name: CleaningStepName; value: number | null }[];
  /**
   * Homography from a point (x, y, 1) of this picture to the page as it is shown (turned by `quarterTurns`), in pixels,
   * row by row.
   */
  toShown: readonly [number, number, number, number, number, number, number, number, number];
  /** Ruled lines found, in pixels of this picture: what tables and digit boxes are rebuilt from. */
  rules: RuledLine[];
  /** Nothing on it to be read. */
  isBlank: boolean;
  /** QR codes, each text once; empty when they were not asked for. */
  codes: PageCode[];
}

/** A straight line of a form, at least 8 mm long. */
export interface RuledLine {
  direction: "across" | "down";
  x0: number;
  y0: number;
  x1: number;
  y1: number;
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
  openFile: { input: { bytes: Uint8Array }; output: OpenedFile };
  readPage: { input: { fileId: string; pageNumber: number }; output: StoredImage & Pick<FilePage, "words"> };
  closeFile: { input: { fileId: string }; output: null };
  straighten: { input: { bytes: Uint8Array; corners: PageCorners | null }; output: StoredImage };
  joinCard: { input: { front: CardSide; back: CardSide }; output: StoredImage };
  readCodes: { input: { bytes: Uint8Array }; output: PageCode[] };
  turn: { input: { bytes: Uint8Array; quarterTurns: QuarterTurns }; output: Uint8Array };
  resize: { input: { bytes: Uint8Array; maxPx: number; quarterTurns: QuarterTurns }; output: Uint8Array };
  rasterisePdf: { input: { bytes: Uint8Array; pageNumber: number; resolutionDpi: number }; output: Uint8Array };
  clean: { input: CleaningOrder; output: CleanedPage };
  drawCleaned: { input: CleaningOrder; output: Uint8Array };
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
