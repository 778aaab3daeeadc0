// Finds patch T: four thick bars across the reading direction, far larger than anything that is written.
import { PATCH_SPACE_MM, PATCH_T, PATCH_WIDTHS_MM } from "../../../../shared/domain";
import type { Grey } from "../../../../shared/vision";

/** Bars and spaces in turn, in multiples of a space. */
const RUNS: readonly number[] = PATCH_T.flatMap((bar, index) => {
  const width = PATCH_WIDTHS_MM[bar] / PATCH_SPACE_MM;
  return index === 0 ? [width] : [1, width];
});
const REVERSED_RUNS = RUNS.toReversed();
const TOTAL_UNITS = RUNS.reduce((sum, width) => sum + width, 0);
/** Printing and a threshold thicken or thin a bar; narrow and wide stay apart. */
const TOLERANCE_UNITS = 0.45;
const QUIET_UNITS = 1.5;
/** 20 mm of a sheet of 297 mm (A4) or 210 mm (A5), with room for a margin of the scanner. */
const SHARE_OF_LONGER_SIDE = { min: 0.045, max: 0.115 };
/** The specification asks for bars of 50 mm; a sheet that lies askew may lose some. */
const MIN_LENGTH_UNITS = 20;
const MIN_SHARE_OF_LINES = 0.8;
const MIN_CONTRAST = 60;
/** Scan lines lie this far apart. */
const LINE_STEP_PX = 4;
const MAX_SLOPE = 0.3;

/** Scan lines that run down see horizontal bars, those that run across see vertical ones. */
interface Lines {
  count: number;
  length: number;
  lineStride: number;
  pixelStride: number;
}

interface Hit {
  centre: number;
  unitPx: number;
  isReversed: boolean;
}

interface Chain extends Hit {
  firstLine: number;
  lastLine: number;
  hits: number;
}

/** @param grey of about 100 dpi */
export function hasPatchT(grey: Grey): boolean {
  const { widthPx, heightPx } = grey;
  const down: Lines = { count: widthPx, length: heightPx, lineStride: 1, pixelStride: widthPx };
  const across: Lines = { count: heightPx, length: widthPx, lineStride: widthPx, pixelStride: 1 };
  return [down, across].some((lines) => hasPatchAlong(grey, lines));
}

function hasPatchAlong(grey: Grey, lines: Lines): boolean {
  const longerSide = Math.max(grey.widthPx, grey.heightPx);
  const chains: Chain[] = [];
  for (let line = 0; line < lines.count; line += LINE_STEP_PX) {
    const hits = findHits(runsOf(grey.data, lines, line), longerSide);
    for (const hit of hits) extend(chains, hit, line);
  }
  return chains.some(isLongEnough);
}

/** Lengths of light and dark runs in turn, a light one first. */
function runsOf(data: Uint8Array, lines: Lines, line: number): number[] {
  const start = line * lines.lineStride;
  let darkest = 255;
  let lightest = 0;
  for (let i = 0, at = start; i < lines.length; i++, at += lines.pixelStride) {
    const value = data[at] ?? 0;
    if (value < darkest) darkest = value;
    if (value > lightest) lightest = value;
  }
  if (lightest - darkest < MIN_CONTRAST) return [];
  const threshold = (lightest + darkest) / 2;
  const runs = [0];
  let isDark = false;
  for (let i = 0, at = start; i < lines.length; i++, at += lines.pixelStride) {
    if ((data[at] ?? 0) < threshold !== isDark) {
      isDark = !isDark;
      runs.push(0);
    }
    runs[runs.length - 1] = (runs[runs.length - 1] ?? 0) + 1;
  }
  return runs;
}

function findHits(runs: readonly number[], longerSide: number): Hit[] {
  const hits: Hit[] = [];
  let start = 0;
  runs.forEach((length, index) => {
    if (index % 2 === 1) {
      const hit = matchAt(runs, { index, start, longerSide });
      if (hit) hits.push(hit);
    }
    start += length;
  });
  return hits;
}

/** @param place.index of a dark run, which starts at place.start */
function matchAt(runs: readonly number[], place: { index: number; start: number; longerSide: number }): Hit | null {
  const { index, start, longerSide } = place;
  const bars = runs.slice(index, index + RUNS.length);
  if (bars.length < RUNS.length) return null;
  const total = bars.reduce((sum, length) => sum + length, 0);
  const share = total / longerSide;
  if (share < SHARE_OF_LONGER_SIDE.min || share > SHARE_OF_LONGER_SIDE.max) return null;
  const unitPx = total / TOTAL_UNITS;
  const quiet = Math.min(runs[index - 1] ?? 0, runs[index + RUNS.length] ?? 0);
  if (quiet < QUIET_UNITS * unitPx) return null;
  const fits = (pattern: readonly number[]) =>
    bars.every((length, i) => Math.abs(length / unitPx - (pattern[i] ?? 0)) <= TOLERANCE_UNITS);
  const isReversed = fits(REVERSED_RUNS);
  return isReversed || fits(RUNS) ? { centre: start + total / 2, unitPx, isReversed } : null;
}

function extend(chains: Chain[], hit: Hit, line: number): void {
  const chain = chains.find((candidate) => continues(candidate, hit, line));
  if (!chain) {
    chains.push({ ...hit, firstLine: line, lastLine: line, hits: 1 });
    return;
  }
  chain.centre = hit.centre;
  chain.lastLine = line;
  chain.hits++;
}

function continues(chain: Chain, hit: Hit, line: number): boolean {
  const gap = line - chain.lastLine;
  return (
    chain.isReversed === hit.isReversed &&
    gap > 0 &&
    gap <= 4 * LINE_STEP_PX &&
    Math.abs(chain.centre - hit.centre) <= MAX_SLOPE * gap + 2 &&
    Math.abs(chain.unitPx / hit.unitPx - 1) <= 0.2
  );
}

function isLongEnough({ firstLine, lastLine, hits, unitPx }: Chain): boolean {
  const length = lastLine - firstLine;
  const lines = length / LINE_STEP_PX + 1;
  return length >= MIN_LENGTH_UNITS * unitPx && hits >= MIN_SHARE_OF_LINES * lines;
}
