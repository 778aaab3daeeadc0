// The invisible text of a page: each word lies on its box, lines in reading order, a space between words.
import type { WordBox } from "../../../../shared/contract";
import { GLYPH_WIDTH } from "./glyphless-font";
import { real } from "./pdf-file";

export interface TextPage {
  /** Boxes in pixels of the page as it is shown. */
  words: readonly WordBox[];
  /** Of the page as it is shown. */
  heightPx: number;
  resolutionDpi: number;
}

const POINTS_PER_INCH = 72;
/** Steeper lines are no lines of writing but columns of words. */
const STEEPEST = Math.tan((10 * Math.PI) / 180);
/** A line so long, in heights of its words, tells how it slopes. */
const LONG_LINE = 8;

/**
 * Operators between BT and ET, in points of the page as it is shown, from its lower left corner; the font is /F1.
 * "" when there is nothing to be written.
 */
export function drawWords({ words, heightPx, resolutionDpi }: TextPage): string {
  const scale = POINTS_PER_INCH / resolutionDpi;
  const toPoints = ({ text, x0, y0, x1, y1 }: WordBox): Placed[] => {
    const plain = plainText(text);
    const box = {
      text: plain,
      x0: x0 * scale,
      x1: x1 * scale,
      y0: (heightPx - y1) * scale,
      y1: (heightPx - y0) * scale,
    };
    return plain !== "" && box.x1 > box.x0 && box.y1 > box.y0 ? [box] : [];
  };
  return linesOf(words)
    .map((line) => drawLine(line.flatMap(toPoints)))
    .join("");
}

/** In points, upwards. */
interface Placed {
  text: string;
  x0: number;
  x1: number;
  y0: number;
  y1: number;
}

/** Only of the basic plane, which the font's codes can say, and without what is no letter. */
function plainText(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cs}]|[^\0-\uffff]/gu, "")
    .trim();
}

/** Words that follow each other in one line. Older readings know no lines: there, a step back to the left begins one. */
function linesOf(words: readonly WordBox[]): WordBox[][] {
  const lines: WordBox[][] = [];
  words.forEach((word, index) => {
    const before = words[index - 1];
    const isSame = before && (word.line === undefined ? word.x0 >= before.x0 : word.line === before.line);
    if (isSame) lines.at(-1)?.push(word);
    else lines.push([word]);
  });
  return lines;
}

function drawLine(words: readonly Placed[]): string {
  if (words.length === 0) return "";
  const slope = slopeOf(words);
  const angle = Math.atan(slope);
  const size = median(words.map((word) => trueHeight(word, angle)));
  const base = median(words.map((word) => bottomOf(word, angle) - slope * word.x0));
  const drawn = words.map((word, index) => {
    const line = base + slope * word.x0;
    // What stands clearly above or below the line, such as a cell of two lines, keeps its own place.
    const y = Math.abs(line - bottomOf(word, angle)) > size / 2 ? bottomOf(word, angle) : line;
    return drawWord({ word, next: words[index + 1], size, y, angle });
  });
  return `/F1 ${real(size)} Tf\n${drawn.join("")}`;
}

/** Where the left end of its baseline stands: a box around a sloping word reaches further. */
function bottomOf({ x0, x1, y0 }: Placed, angle: number): number {
  return angle < 0 ? y0 - Math.tan(angle) * (x1 - x0) : y0;
}

function trueHeight({ x0, x1, y0, y1 }: Placed, angle: number): number {
  return Math.max((y1 - y0) * 0.4, y1 - y0 - (x1 - x0) * Math.abs(Math.tan(angle)));
}

interface Drawing {
  word: Placed;
  next: Placed | undefined;
  /** Of the font, in points. */
  size: number;
  y: number;
  angle: number;
}

function drawWord({ word, next, size, y, angle }: Drawing): string {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)].map(real);
  const place = `${cos ?? "1"} ${sin ?? "0"} ${real(-Math.sin(angle))} ${cos ?? "1"} ${real(word.x0)} ${real(y)} Tm`;
  const stretch = (text: string, width: number) => {
    const percent = (100 * width) / (text.length * (GLYPH_WIDTH / 1000) * size);
    return `${real(Math.max(0.1, percent))} Tz <${Buffer.from(text, "utf16le").swap16().toString("hex")}> Tj`;
  };
  const shown = stretch(word.text, word.x1 - word.x0);
  if (!next) return `${place} ${shown}\n`;
  const gap = Math.min(Math.max(next.x0 - word.x1, size * 0.05), size * 0.5);
  return `${place} ${shown} ${stretch(" ", gap)}\n`;
}

/** Of the middles of the words, by least squares; 0 when there is too little to tell. */
function slopeOf(words: readonly Placed[]): number {
  const [first, last] = [words[0], words.at(-1)];
  if (!first || !last || words.length < 3) return 0;
  if (last.x1 - first.x0 < LONG_LINE * median(words.map((word) => word.y1 - word.y0))) return 0;
  const middles = words.map((word) => ({ x: (word.x0 + word.x1) / 2, y: (word.y0 + word.y1) / 2 }));
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(middles.map((middle) => middle.x)), mean(middles.map((middle) => middle.y))];
  const spread = middles.reduce((sum, middle) => sum + (middle.x - x) ** 2, 0);
  const slope = middles.reduce((sum, middle) => sum + (middle.x - x) * (middle.y - y), 0) / spread;
  return spread > 0 && Math.abs(slope) <= STEEPEST ? slope : 0;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
