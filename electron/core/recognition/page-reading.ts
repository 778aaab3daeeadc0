// What is known of a page once it was read: the hand-over from recognition to extraction, to the database and to commands.
import type { CleaningStepName, PageNote, WordBox } from "../../../shared/contract";
import type { PageCode, RuledLine } from "../imaging";

/** A word as it is kept: its line is always known. */
export type ReadWord = WordBox & { line: number };

export interface PageRead {
  /** NFC, in reading order, lines separated by \n, cells of a table row by a tab. */
  text: string;
  /** Boxes in pixels of the page as it is shown. */
  words: ReadWord[];
  /** Ruled lines, in the same pixels. */
  rules: RuledLine[];
  /** Mean word confidence, 0–100. */
  confidence: number;
  /** QR codes on the page. */
  codes: PageCode[];
  steps: { name: CleaningStepName; value: number | null }[];
  notes: PageNote[];
  /** Engine and model; "text layer" when a PDF brought its text along. */
  engine: string;
}
