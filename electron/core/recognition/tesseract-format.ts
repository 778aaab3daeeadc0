// What both builds of tesseract take and give: pictures as PGM, words as TSV.
import type { EnginePicture, EngineTask, EngineWord, Recognised } from "./engine";

export const LANGUAGE = "vie";

/** A page as one column of text of varying sizes: measured to be better on forms and letters than fully automatic (3). */
const PAGE_SEGMENTATION: Record<EngineTask["layout"], string> = { page: "4", block: "6", line: "7" };
/** Cameras and broken files claim anything; outside of this tesseract guesses better by itself. */
const SENSIBLE_DPI = { least: 70, most: 1200, usual: 300 };

/** Variables of tesseract that make it do this task. */
export function variablesOf({ layout, characters, picture }: EngineTask): Record<string, string> {
  const { least, most, usual } = SENSIBLE_DPI;
  const dpi = picture.resolutionDpi;
  return {
    tessedit_pageseg_mode: PAGE_SEGMENTATION[layout],
    tessedit_char_whitelist: characters ?? "",
    user_defined_dpi: String(dpi >= least && dpi <= most ? Math.round(dpi) : usual),
  };
}

/** The grey bytes with a line of text before them: nothing has to be compressed on either side. */
export function toPgm({ data, widthPx, heightPx }: EnginePicture): Uint8Array {
  const head = Buffer.from(`P5\n${String(widthPx)} ${String(heightPx)}\n255\n`, "latin1");
  const pgm = new Uint8Array(head.length + data.length);
  pgm.set(head);
  pgm.set(data, head.length);
  return pgm;
}

/** Columns: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
const WORD_LEVEL = "5";

/** TSV is a tenth of tesseract's JSON, so that the thread that receives it is not held up. */
export function readTsv(tsv: string): Recognised {
  const words: EngineWord[] = [];
  const [lines, blocks] = [new Set<string>(), new Set<string>()];
  for (const row of tsv.split("\n")) {
    const columns = row.split("\t");
    const word = readWord(columns);
    if (!word) continue;
    blocks.add(columns.slice(1, 3).join("."));
    lines.add(columns.slice(1, 5).join("."));
    words.push({ ...word, line: lines.size - 1, block: blocks.size - 1 });
  }
  const sum = words.reduce((total, word) => total + word.confidence, 0);
  return { words, confidence: words.length === 0 ? 0 : sum / words.length };
}

function readWord(columns: string[]): Omit<EngineWord, "line" | "block"> | undefined {
  const text = columns.slice(11).join(" ").trim().normalize("NFC");
  const [x0, y0, width, height, confidence] = columns.slice(6, 11).map(Number);
  if (columns[0] !== WORD_LEVEL || text === "") return undefined;
  if (x0 === undefined || y0 === undefined || width === undefined || height === undefined) return undefined;
  const rounded = Math.round((confidence ?? 0) * 10) / 10;
  return { text, x0, y0, x1: x0 + width, y1: y0 + height, confidence: Math.min(100, Math.max(0, rounded)) };
}
