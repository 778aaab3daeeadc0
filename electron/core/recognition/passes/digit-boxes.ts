// Rows of small equal boxes with one digit in each, as forms have them for identity numbers: found by their lines, read
// without them.
import type { Box } from "../../../../shared/contract";
import type { RuledLine } from "../../imaging";
import type { EnginePicture, EngineWord } from "../engine";
import { copyInto, inkWithin, isInk, paper, pxPerMm, within } from "./crop";
import type { FirstReading, PassTools } from "./first-reading";

const HEIGHT_MM = { min: 3.5, max: 14 };
/** The two lines of a row begin and end at one place. */
const SAME_END_MM = 2.5;
const MIN_BOXES = 9;
const MAX_BOXES = 20;
/** A box may be so much narrower or wider than the others. */
const MAX_UNEVEN = 0.2;
/** So much of the height is ink where a line goes down. */
const MIN_LINE_SHARE = 0.85;
const MAX_LINE_MM = 0.9;
/** Of a box on each side: remains of its lines. */
const INNER_MARGIN_MM = 0.5;
/** Less is a speck. */
const MIN_DIGIT_HEIGHT_MM = 1.3;
/** Between digits that are put together to be read, in parts of their height. */
const DIGIT_GAP = 0.25;
/** What is doubted so much is not taken for a number. */
const MIN_CONFIDENCE = 30;

/** Rows of at least nine boxes, in pixels of the picture, boxes from left to right. */
export function findDigitBoxes(picture: EnginePicture, rules: readonly RuledLine[]): Box[][] {
  const scale = pxPerMm(picture);
  const lines = rules.filter((rule) => rule.direction === "across").sort((a, b) => a.y0 - b.y0);
  return lines.flatMap((top, index) => {
    const bottom = lines.slice(index + 1).find((line) => isBottomOf(top, line, scale));
    if (!bottom) return [];
    const boxes = boxesBetween(picture, outline(top, bottom), scale);
    return boxes === null ? [] : [boxes];
  });
}

function isBottomOf(top: RuledLine, line: RuledLine, scale: number): boolean {
  const height = line.y0 - top.y0;
  const isNear = (a: number, b: number) => Math.abs(a - b) <= SAME_END_MM * scale;
  return (
    height >= HEIGHT_MM.min * scale &&
    height <= HEIGHT_MM.max * scale &&
    isNear(top.x0, line.x0) &&
    isNear(top.x1, line.x1)
  );
}

function outline(top: RuledLine, bottom: RuledLine): Box {
  return {
    x0: Math.min(top.x0, bottom.x0),
    x1: Math.max(top.x1, bottom.x1),
    y0: Math.max(top.y0, top.y1),
    y1: Math.min(bottom.y0, bottom.y1),
  };
}

function boxesBetween(picture: EnginePicture, outline: Box, scale: number): Box[] | null {
  const lines = linesDown(picture, outline, scale);
  const widths = lines.slice(1).map((x, index) => x - (lines[index] ?? 0));
  if (widths.length < MIN_BOXES || widths.length > MAX_BOXES) return null;
  const usual = [...widths].sort((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 0;
  if (widths.some((width) => Math.abs(width - usual) > usual * MAX_UNEVEN)) return null;
  const margin = INNER_MARGIN_MM * scale;
  return widths.map((width, index) => {
    const x0 = lines[index] ?? 0;
    const inner = { x0: x0 + margin, x1: x0 + width - margin, y0: outline.y0 + margin, y1: outline.y1 - margin };
    return within(picture, inner);
  });
}

/** Middles of the lines that go down from the upper line to the lower. */
function linesDown(picture: EnginePicture, outline: Box, scale: number): number[] {
  const { x0, x1, y0, y1 } = within(picture, {
    ...outline,
    x0: outline.x0 - scale,
    x1: outline.x1 + scale,
  });
  const middles: number[] = [];
  let start = -1;
  for (let x = x0; x <= x1; x++) {
    const isLine = x < x1 && inkShare(picture, x, { y0, y1 }) >= MIN_LINE_SHARE;
    if (isLine && start < 0) start = x;
    if (isLine || start < 0) continue;
    if (x - start <= MAX_LINE_MM * scale) middles.push((start + x) / 2);
    start = -1;
  }
  return middles;
}

/** A line may lean by a pixel: its neighbour on the left counts too. */
function inkShare(picture: EnginePicture, x: number, { y0, y1 }: Pick<Box, "y0" | "y1">): number {
  let ink = 0;
  for (let y = y0; y < y1; y++) if (isInk(picture, x, y) || (x > 0 && isInk(picture, x - 1, y))) ink++;
  return y1 > y0 ? ink / (y1 - y0) : 0;
}

/**
 * Digits of one row as words: those in boxes that follow each other are one word. Empty when the boxes hold something
 * else or cannot be read.
 */
export async function readDigitBoxes(first: FirstReading, boxes: Box[], tools: PassTools): Promise<EngineWord[]> {
  const { picture } = first;
  const inks = boxes.map((box) => digitInk(picture, box));
  const groups = together(inks);
  const words: EngineWord[] = [];
  for (const group of groups) {
    const word = await readGroup(picture, group, tools);
    if (word) words.push(word);
  }
  return words;
}

function digitInk(picture: EnginePicture, box: Box): Box | null {
  const ink = inkWithin(picture, box);
  if (!ink || ink.box.y1 - ink.box.y0 < MIN_DIGIT_HEIGHT_MM * pxPerMm(picture)) return null;
  return ink.box;
}

function together(inks: (Box | null)[]): Box[][] {
  const groups: Box[][] = [[]];
  for (const ink of inks) {
    if (ink) groups.at(-1)?.push(ink);
    else groups.push([]);
  }
  return groups.filter((group) => group.length > 0);
}

async function readGroup(picture: EnginePicture, inks: Box[], tools: PassTools): Promise<EngineWord | null> {
  const line = sideBySide(picture, inks);
  const { words } = await tools.recognise({ picture: line, layout: "line", characters: "0123456789" });
  const text = words.map((word) => word.text.replace(/\D/g, "")).join("");
  const confidence = words.reduce((least, word) => Math.min(least, word.confidence), 100);
  if (text.length !== inks.length || confidence < MIN_CONFIDENCE) return null;
  return { ...around(inks), text, confidence, line: 0, block: 0 };
}

/** As they stand in a printed number. */
function sideBySide(picture: EnginePicture, inks: Box[]): EnginePicture {
  const whole = around(inks);
  const height = whole.y1 - whole.y0;
  const gap = Math.max(2, Math.round(height * DIGIT_GAP));
  const width = inks.reduce((total, ink) => total + ink.x1 - ink.x0 + gap, 3 * height);
  const line = paper(width, 2 * height, picture.resolutionDpi);
  let x = Math.round(1.5 * height);
  for (const ink of inks) {
    copyInto(line, picture, { box: ink, x, y: Math.round(height / 2) + ink.y0 - whole.y0 });
    x += ink.x1 - ink.x0 + gap;
  }
  return line;
}

function around(boxes: readonly Box[]): Box {
  return {
    x0: Math.min(...boxes.map((box) => box.x0)),
    y0: Math.min(...boxes.map((box) => box.y0)),
    x1: Math.max(...boxes.map((box) => box.x1)),
    y1: Math.max(...boxes.map((box) => box.y1)),
  };
}
