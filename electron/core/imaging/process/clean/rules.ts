// Finds the ruled lines of a form: tables, boxes for digits, lines to write on.
import type { Grey } from "../../../../../shared/vision";
import type { RuledLine } from "../../protocol";

/** Two pixels of 300 dpi, whichever is darker: thin lines stay whole. */
const FACTOR = 2;
const INK_LEVEL = 160;
const MIN_LINE_MM = 8;
/** Pieces of a line: with a slight slope each row has but a part of it. */
const MIN_PIECE_MM = 2.5;
/** Faint print leaves such gaps in a line. */
const MAX_GAP_MM = 0.4;
/** What is thicker is a bar, a picture or bold writing. */
const MAX_THICK_MM = 0.9;
/** Writing may stand on a line, or lines cross it: so much of it must be free. The rim of a word in bold is a short line. */
const MIN_THIN_SHARE = { ofShort: 0.85, ofLong: 0.5 };
const SHORT_MM = 16;

interface Mask {
  /** 1 where there is ink. */
  data: Uint8Array;
  width: number;
  height: number;
}

/** Of a run along a row, or of several that go on from row to row. */
interface Run {
  from: number;
  to: number;
  y0: number;
  y1: number;
}

export function findRules(grey: Grey, pxPerMm: number): RuledLine[] {
  const mask = darkest(grey);
  const scale = pxPerMm / FACTOR;
  const across = linesAlong(mask, scale).map(({ from, to, y0, y1 }) => ({
    direction: "across" as const,
    x0: from * FACTOR,
    y0: (y0 + 0.5) * FACTOR,
    x1: (to + 1) * FACTOR,
    y1: (y1 + 0.5) * FACTOR,
  }));
  const down = linesAlong(transposed(mask), scale).map(({ from, to, y0, y1 }) => ({
    direction: "down" as const,
    x0: (y0 + 0.5) * FACTOR,
    y0: from * FACTOR,
    x1: (y1 + 0.5) * FACTOR,
    y1: (to + 1) * FACTOR,
  }));
  return [...across, ...down];
}

function darkest({ data, widthPx, heightPx }: Grey): Mask {
  const width = Math.floor(widthPx / FACTOR);
  const height = Math.floor(heightPx / FACTOR);
  const mask = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0, i = y * FACTOR * widthPx; x < width; x++, i += FACTOR, to++) {
      const isInk =
        (data[i] ?? 0) < INK_LEVEL ||
        (data[i + 1] ?? 0) < INK_LEVEL ||
        (data[i + widthPx] ?? 0) < INK_LEVEL ||
        (data[i + widthPx + 1] ?? 0) < INK_LEVEL;
      if (isInk) mask[to] = 1;
    }
  }
  return { data: mask, width, height };
}

function transposed({ data, width, height }: Mask): Mask {
  const turned = new Uint8Array(data.length);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) if (data[i] === 1) turned[x * height + y] = 1;
  return { data: turned, width: height, height: width };
}

function linesAlong(mask: Mask, pxPerMm: number): Run[] {
  const pieces: Run[] = [];
  const limits = {
    least: MIN_PIECE_MM * pxPerMm,
    gap: Math.max(1, MAX_GAP_MM * pxPerMm),
    thick: MAX_THICK_MM * pxPerMm,
    short: SHORT_MM * pxPerMm,
  };
  for (let y = 0; y < mask.height; y++)
    for (const run of runsOfRow(mask, y, limits)) if (isThin(mask, run, limits)) pieces.push(run);
  const lines = linked(pieces, limits.gap + 2);
  return lines.filter((line) => line.to - line.from + 1 >= MIN_LINE_MM * pxPerMm);
}

function runsOfRow({ data, width }: Mask, y: number, { least, gap }: { least: number; gap: number }): Run[] {
  const runs: Run[] = [];
  const row = y * width;
  let from = -1;
  let last = -1;
  const end = () => {
    if (from >= 0 && last - from + 1 >= least) runs.push({ from, to: last, y0: y, y1: y });
  };
  for (let x = 0; x < width; x++) {
    if (data[row + x] !== 1) continue;
    if (from < 0 || x - last - 1 > gap) {
      end();
      from = x;
    }
    last = x;
  }
  end();
  return runs;
}

function isThin(
  { data, width, height }: Mask,
  { from, to, y0 }: Run,
  { thick, short }: { thick: number; short: number },
): boolean {
  let thin = 0;
  let looked = 0;
  for (let x = from; x <= to; x += 2, looked++) {
    let depth = 1;
    for (let y = y0 - 1; y >= 0 && depth <= thick && data[y * width + x] === 1; y--) depth++;
    for (let y = y0 + 1; y < height && depth <= thick && data[y * width + x] === 1; y++) depth++;
    if (depth <= thick) thin++;
  }
  return thin >= looked * (to - from < short ? MIN_THIN_SHARE.ofShort : MIN_THIN_SHARE.ofLong);
}

/** Runs on the same or the next row that touch or follow each other are one line. */
function linked(pieces: Run[], gap: number): Run[] {
  const lines: (Run & { lastRow: number })[] = [];
  let open: (Run & { lastRow: number })[] = [];
  for (const piece of pieces) {
    open = open.filter((line) => line.lastRow >= piece.y0 - 1);
    const line = open.find((one) => piece.from <= one.to + gap && piece.to >= one.from - gap);
    if (line) extend(line, piece);
    else {
      const begun = { ...piece, lastRow: piece.y0 };
      lines.push(begun);
      open.push(begun);
    }
  }
  return lines;
}

/** The ends of a line keep the rows in which they were met. */
function extend(line: Run & { lastRow: number }, piece: Run): void {
  if (piece.from < line.from) [line.from, line.y0] = [piece.from, piece.y0];
  if (piece.to > line.to) [line.to, line.y1] = [piece.to, piece.y1];
  line.lastRow = piece.y0;
}
