// What the second passes get from the first reading of a page, and what they hand back.
import type { RuledLine } from "../../imaging";
import type { EnginePicture, EngineTask, EngineWord, Recognised } from "../engine";

export interface FirstReading {
  /** The cleaned page that was read. Never changed by a pass. */
  picture: EnginePicture;
  /** In pixels of that picture. */
  rules: RuledLine[];
  words: EngineWord[];
}

export interface PassTools {
  /** Of the engine that reads this page. */
  recognise(task: EngineTask): Promise<Recognised>;
}

/** Its line counts from 0 in reading order over the whole page; a row of a table is one line. */
export interface ImprovedWord extends EngineWord {
  /** What the engine read, where the lexicon put another word in its place. */
  repairedFrom?: string;
}

export interface ImprovedReading {
  /** In reading order, in pixels of the cleaned picture. */
  words: ImprovedWord[];
  /** NFC, lines separated by \n, cells of a table row by a tab. */
  text: string;
  /** Mean word confidence, 0–100; 0 without words. */
  confidence: number;
}
