// What recognition needs from an engine that reads text in pictures. To add an engine see README.md.
import type { WordBox } from "../../../shared/contract";

export interface Recognised {
  /** NFC, lines separated by \n. */
  text: string;
  words: WordBox[];
  /** Mean word confidence, 0–100. */
  confidence: number;
}

export interface OcrEngine {
  /**
   * Reads one page; one call at a time. Never uses the network.
   * @param image JPEG or PNG, at the resolution given
   * @throws DomainError OCR_FAILED {reason}; CANCELLED when it was closed meanwhile
   */
  recognise(image: Uint8Array, resolutionDpi: number): Promise<Recognised>;
  /** Ends it at once, even in the middle of a page. */
  close(): void;
}

export interface OcrEngineKind {
  /** Stored with every text, so that pages read by an older engine can be found. */
  id: string;
  /** Starts in the background; failures appear in recognise(). */
  open(): OcrEngine;
}
