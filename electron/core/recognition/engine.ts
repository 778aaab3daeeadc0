// What recognition needs from an engine that reads text in pictures. To add an engine see README.md.
import type { Box } from "../../../shared/contract";

/** Grey, one byte a pixel, 255 is paper, rows without gaps. */
export interface EnginePicture {
  data: Uint8Array;
  widthPx: number;
  heightPx: number;
  resolutionDpi: number;
}

export interface EngineTask {
  picture: EnginePicture;
  /** page: columns and blocks are looked for · block: one block of lines · line: one line. */
  layout: "page" | "block" | "line";
  /** Only these characters are looked for; by default all. */
  characters?: string;
}

export interface EngineWord extends Box {
  /** NFC. */
  text: string;
  /** 0–100. */
  confidence: number;
  /** Numbers of the line and of the block in the order of reading, from 0 over the whole picture. */
  line: number;
  block: number;
}

export interface Recognised {
  words: EngineWord[];
  /** Mean word confidence, 0–100; 0 without words. */
  confidence: number;
}

export interface OcrEngine {
  /**
   * Reads one picture; one call at a time. Never uses the network.
   * @throws DomainError OCR_FAILED {reason}; CANCELLED when it was closed meanwhile
   */
  recognise(task: EngineTask): Promise<Recognised>;
  /** Ends it at once, even in the middle of a page. */
  close(): void;
}

export interface OcrEngineKind {
  /** Stored with every text, so that pages read by an older engine can be found. */
  id: string;
  /** Starts in the background; failures appear in recognise(). */
  open(): OcrEngine;
}
