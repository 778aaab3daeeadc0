// The samples of the paper types: what stands on them, what is to be found, and the page as a perfect reading gives it.
import fs from "node:fs";
import path from "node:path";
import type { PageRead } from "../../recognition";

export type Block =
  | string
  | { centre: string }
  | { title: string }
  | { bold: string }
  | { right: string }
  | { left: string[]; right: string[] }
  | { row: [label: string, value: string][] }
  | { label: string; boxes: string }
  | { table: string[][]; widths?: number[] }
  | { mrz: string[] };

export interface SamplePage {
  /** Folder of the paper type. */
  folder: string;
  /** From 0; the second page of a sample is another layout of the same paper. */
  layout: number;
  blocks: Block[];
  /** Value of every field that has to be found, by key. */
  fields: Record<string, string>;
}

/** A4 at 300 dpi, in pixels. */
export const SAMPLE_SIZE = { widthPx: 2480, heightPx: 3508 };
const LEFT = 295;
const RIGHT = 2300;
const LINE = 84;
const HEIGHT = 46;
const CHARACTER = 24;

/** Every page of every sample, in the order of the folders' names. */
export function samplePages(): SamplePage[] {
  const folders = fs.readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name }) => {
    const text = fs.readFileSync(path.join(import.meta.dirname, name, "sample.json"), "utf8");
    const { pages } = JSON.parse(text) as { pages: Pick<SamplePage, "blocks" | "fields">[] };
    return pages.map((page, layout) => ({ folder: name, layout, ...page }));
  });
}

/** The page as an engine without a fault would read it, with boxes where a printer would have set the words. */
export function readOf(blocks: readonly Block[]): PageRead {
  const sheet = new Sheet();
  for (const block of blocks) sheet.set(block);
  return {
    text: sheet.lines.join("\n"),
    words: sheet.words,
    rules: sheet.rules,
    confidence: 95,
    codes: [],
    steps: [],
    notes: [],
    engine: "text layer",
  };
}

/** Sets words from top to bottom. */
class Sheet {
  readonly words: PageRead["words"] = [];
  readonly rules: PageRead["rules"] = [];
  readonly lines: string[] = [];
  #y = 200;

  set(block: Block): void {
    if (typeof block === "string") this.#wrapped(block, LEFT, RIGHT);
    else if ("centre" in block) this.#centred(block.centre);
    else if ("title" in block) this.#centred(block.title);
    else if ("bold" in block) this.#wrapped(block.bold, LEFT, RIGHT);
    else if ("left" in block) this.#sideBySide(block.left, block.right);
    else if ("right" in block) this.#line(block.right, RIGHT - widthOf(block.right));
    else if ("row" in block) this.#row(block.row);
    else if ("boxes" in block) this.#boxes(block.label, block.boxes);
    else if ("table" in block) this.#table(block.table, block.widths);
    else for (const line of block.mrz) this.#line(line, LEFT);
  }

  #centred(text: string): void {
    const width = Math.min(widthOf(text), RIGHT - LEFT);
    this.#wrapped(text, (LEFT + RIGHT - width) / 2, RIGHT);
  }

  #line(text: string, x: number): void {
    this.#put([{ text, x }]);
  }

  #wrapped(text: string, x0: number, x1: number): void {
    for (const line of wrap(text, x1 - x0)) this.#line(line, x0);
  }

  /** Columns are read one after the other, as engines do. */
  #sideBySide(left: readonly string[], right: readonly string[]): void {
    const top = this.#y;
    for (const line of left) this.#line(line, LEFT);
    const bottom = this.#y;
    this.#y = top;
    for (const line of right) this.#line(line, Math.max(1150, 1725 - widthOf(line) / 2));
    this.#y = Math.max(bottom, this.#y);
  }

  #row(cells: readonly (readonly [string, string])[]): void {
    const texts = cells.map(([label, value]) => `${label} ${value}`);
    const [only] = texts;
    if (texts.length === 1 && only !== undefined) return this.#wrapped(only, LEFT, RIGHT);
    const step = (RIGHT - LEFT) / texts.length;
    let end = 0;
    const pieces = texts.map((text, index) => {
      const x = Math.max(LEFT + index * step, end + 40);
      end = x + widthOf(text);
      return { text, x };
    });
    this.#put(pieces);
  }

  #boxes(label: string, digits: string): void {
    const start = LEFT + widthOf(label) + 60;
    const cells = [...digits].map((text, index) => ({ text, x: start + index * 66 }));
    this.#put([{ text: label, x: LEFT }, ...cells]);
  }

  #table(rows: readonly (readonly string[])[], widths?: readonly number[]): void {
    const columns = rows[0]?.length ?? 1;
    const shares = widths ?? Array.from({ length: columns }, () => 100 / columns);
    const total = shares.reduce((sum, share) => sum + share, 0);
    const edges = [0, ...shares.map((_, index) => sumOf(shares.slice(0, index + 1)))].map(
      (share) => LEFT + (share / total) * (RIGHT - LEFT),
    );
    const top = this.#y - 20;
    for (const row of rows) this.#tableRow(row, edges);
    for (const x of edges) this.rules.push({ direction: "down", x0: x, y0: top, x1: x, y1: this.#y - 20 });
  }

  #tableRow(row: readonly string[], edges: readonly number[]): void {
    const y = this.#y - 20;
    this.rules.push({ direction: "across", x0: LEFT, y0: y, x1: RIGHT, y1: y });
    const cells = row.map((text, index) => wrap(text, (edges[index + 1] ?? RIGHT) - (edges[index] ?? LEFT) - 30));
    const height = Math.max(...cells.map((lines) => lines.length));
    for (let line = 0; line < height; line++)
      this.#put(cells.map((lines, index) => ({ text: lines[line] ?? "", x: (edges[index] ?? LEFT) + 15 })));
  }

  #put(pieces: readonly { text: string; x: number }[]): void {
    for (const piece of pieces) {
      let x = piece.x;
      for (const text of piece.text.split(" ").filter((word) => word !== "")) {
        const x1 = x + text.length * CHARACTER;
        this.words.push({
          text,
          x0: x,
          y0: this.#y,
          x1,
          y1: this.#y + HEIGHT,
          confidence: 95,
          line: this.lines.length,
        });
        x = x1 + CHARACTER * 0.6;
      }
    }
    this.lines.push(
      pieces
        .map(({ text }) => text)
        .join("\t")
        .trim(),
    );
    this.#y += LINE;
  }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function widthOf(text: string): number {
  const words = text.split(" ").filter((word) => word !== "");
  return words.reduce((sum, word) => sum + (word.length + 0.6) * CHARACTER, 0);
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.length > 0 ? lines : [""];
}
