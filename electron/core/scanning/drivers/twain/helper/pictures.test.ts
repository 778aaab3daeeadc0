import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makePaperSource, openPaperSystem } from "./paper-source.fixture";
import { writeBmp, writeTiff } from "./pictures";
import type { ReceivedBlock } from "./session";

let folder: string;
let file: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "twain-pictures-"));
  file = path.join(folder, "page");
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const GREY = { bitsPerPixel: 8, resolutionDpi: 300 };

function block(changes: Partial<ReceivedBlock>): ReceivedBlock {
  const { columns = 4, rows = 2, bytesPerRow = columns } = changes;
  const pixels = changes.pixels ?? Buffer.alloc(bytesPerRow * rows, 1);
  return { compression: 0, bytesPerRow, columns, rows, x: 0, y: 0, bytesWritten: pixels.length, ...changes, pixels };
}

function pixelsOf(tiff: Buffer): Buffer {
  return tiff.subarray(tiff.readUInt32LE(8 + 2 + 5 * 12 + 8));
}

describe("rows of a memory transfer", () => {
  test("stand below each other, without the gaps at their ends", () => {
    const pixels = Buffer.from([1, 2, 3, 9, 4, 5, 6, 9]);
    writeTiff(file, [block({ columns: 3, bytesPerRow: 4, pixels }), block({ columns: 3, y: 2, rows: 1 })], GREY);
    expect([...pixelsOf(fs.readFileSync(file))]).toEqual([1, 2, 3, 4, 5, 6, 1, 1, 1]);
  });

  test("of a source that says 0 for every offset follow each other", () => {
    writeTiff(file, [block({ columns: 1, rows: 1 }), block({ columns: 1, rows: 1, pixels: Buffer.from([7]) })], GREY);
    expect([...pixelsOf(fs.readFileSync(file))]).toEqual([1, 7]);
  });

  test("that come as tiles are put in their places", () => {
    const tile = (x: number, value: number) => block({ columns: 2, rows: 2, x, pixels: Buffer.alloc(4, value) });
    writeTiff(file, [tile(0, 1), tile(2, 2)], GREY);
    expect([...pixelsOf(fs.readFileSync(file))]).toEqual([1, 1, 2, 2, 1, 1, 2, 2]);
  });

  test.each([
    { name: "compressed ones", blocks: [block({ compression: 6 })], picture: GREY },
    { name: "16 bits a pixel", blocks: [block({})], picture: { ...GREY, bitsPerPixel: 16 } },
    { name: "no rows at all", blocks: [], picture: GREY },
    { name: "fewer bytes than they claim", blocks: [block({ pixels: Buffer.alloc(3) })], picture: GREY },
    { name: "rows shorter than their columns", blocks: [block({ bytesPerRow: 1 })], picture: GREY },
    {
      name: "more pixels than a page can have",
      blocks: [block({ columns: 60_000, rows: 60_000, pixels: Buffer.alloc(1) })],
      picture: GREY,
    },
  ])("are refused: $name", ({ blocks, picture }) => {
    expect(() => writeTiff(file, blocks, picture)).toThrow("BADPICTURE");
    expect(fs.existsSync(file)).toBe(false);
  });
});

describe("a bitmap in global memory", () => {
  function dib(change: (header: Buffer) => void = () => undefined, bytes = 40 + 2 * 4 + 4 * 3): Buffer {
    const header = Buffer.alloc(bytes);
    header.writeUInt32LE(40, 0);
    header.writeInt32LE(5, 4);
    header.writeInt32LE(3, 8);
    header.writeUInt16LE(1, 14);
    change(header);
    return header;
  }

  function write(bytes: Buffer | null): void {
    const source = makePaperSource();
    const { memory } = openPaperSystem(source);
    if (bytes) source.heap.set(5n, bytes);
    writeBmp(file, memory, bytes ? 5n : 0n);
  }

  test("gets a file header that tells where its pixels stand", () => {
    write(dib());
    const bmp = fs.readFileSync(file);
    expect(bmp.length).toBe(14 + 60);
    expect([bmp.toString("latin1", 0, 2), bmp.readUInt32LE(2), bmp.readUInt32LE(10)]).toEqual(["BM", 74, 14 + 48]);
  });

  test.each([
    { name: "no memory", bytes: null },
    { name: "a header cut off", bytes: Buffer.alloc(20) },
    { name: "more pixels than its memory holds", bytes: dib((header) => header.writeInt32LE(400, 4)) },
    { name: "a width that overflows", bytes: dib((header) => header.writeInt32LE(0x7fff_ffff, 4)) },
    { name: "no height", bytes: dib((header) => header.writeInt32LE(0, 8)) },
    { name: "a header longer than any", bytes: dib((header) => header.writeUInt32LE(0xffff_ffff, 0)) },
    { name: "more colours than 256", bytes: dib((header) => header.writeUInt32LE(0xffff_ffff, 32)) },
    { name: "run lengths", bytes: dib((header) => header.writeUInt32LE(1, 16)) },
  ])("is refused: $name", ({ bytes }) => {
    expect(() => write(bytes)).toThrow("BADPICTURE");
    expect(fs.existsSync(file)).toBe(false);
  });
});
