// What a source hands over becomes a file that every decoder knows: a bitmap gets its file header, rows become TIFF.
import fs from "node:fs";
import { TwainFault } from "./fault";
import type { ReceivedBlock } from "./session";
import type { GlobalMemory } from "./system";

const DIB_HEADER_BYTES = 40;
const FILE_HEADER_BYTES = 14;
const MOST_PIXELS = 400_000_000;
const BIT_FIELDS = 3;
const BIT_FIELD_BYTES = 12;

/**
 * A device-independent bitmap in global memory as BMP.
 * @throws TwainFault BADPICTURE when its header does not fit its memory
 */
export function writeBmp(file: string, memory: GlobalMemory, handle: bigint): void {
  const available = handle === 0n ? 0 : memory.sizeOf(handle);
  if (available < DIB_HEADER_BYTES) throw new TwainFault("BADPICTURE", "DIB");
  const header = memory.read(handle, { at: 0, bytes: DIB_HEADER_BYTES });
  const { pixelsAt, totalBytes } = measureDib(header);
  if (totalBytes > available) throw new TwainFault("BADPICTURE", "DIB");
  const fileHeader = Buffer.alloc(FILE_HEADER_BYTES);
  fileHeader.write("BM", 0, "latin1");
  fileHeader.writeUInt32LE(FILE_HEADER_BYTES + totalBytes, 2);
  fileHeader.writeUInt32LE(FILE_HEADER_BYTES + pixelsAt, 10);
  writeFile(file, [fileHeader, memory.read(handle, { at: 0, bytes: totalBytes })]);
}

function measureDib(header: Buffer): { pixelsAt: number; totalBytes: number } {
  const headerBytes = header.readUInt32LE(0);
  const [width, height] = [header.readInt32LE(4), Math.abs(header.readInt32LE(8))];
  const bits = header.readUInt16LE(14);
  const compression = header.readUInt32LE(16);
  const colours = header.readUInt32LE(32) || (bits <= 8 ? 2 ** bits : 0);
  const isSound =
    headerBytes >= DIB_HEADER_BYTES &&
    headerBytes <= 256 &&
    width > 0 &&
    height > 0 &&
    width * height <= MOST_PIXELS &&
    colours <= 256 &&
    (compression === 0 || compression === BIT_FIELDS);
  if (!isSound) throw new TwainFault("BADPICTURE", "DIB");
  const masks = compression === BIT_FIELDS && headerBytes === DIB_HEADER_BYTES ? BIT_FIELD_BYTES : 0;
  const pixelsAt = headerBytes + masks + colours * 4;
  return { pixelsAt, totalBytes: pixelsAt + Math.ceil((width * bits) / 32) * 4 * height };
}

/**
 * The blocks of a memory transfer as TIFF: 1 and 8 bits with black as zero, or 24 bits RGB.
 * @throws TwainFault BADPICTURE when they are compressed, of another depth, or do not fit together
 */
export function writeTiff(file: string, blocks: readonly ReceivedBlock[], picture: TiffPicture): void {
  const { bitsPerPixel } = picture;
  const isKnown = [1, 8, 24].includes(bitsPerPixel) && blocks.every(({ compression }) => compression === 0);
  const widthPx = Math.max(0, ...blocks.map(({ x, columns }) => x + columns));
  const placed = placeBlocks(blocks);
  const heightPx = Math.max(0, ...placed.map(({ top, rows }) => top + rows));
  if (!isKnown || widthPx === 0 || heightPx === 0 || widthPx * heightPx > MOST_PIXELS)
    throw new TwainFault("BADPICTURE", "IMAGEMEMXFER");
  const rowBytes = Math.ceil((widthPx * bitsPerPixel) / 8);
  const pixels = Buffer.alloc(rowBytes * heightPx);
  for (const block of placed) copyRows(block, pixels, { rowBytes, bitsPerPixel });
  writeFile(file, [tiffHeader({ ...picture, widthPx, heightPx }), pixels]);
}

export interface TiffPicture {
  bitsPerPixel: number;
  resolutionDpi: number;
}

type PlacedBlock = ReceivedBlock & { top: number };

/** Sources that give whole rows often leave YOffset at 0. */
function placeBlocks(blocks: readonly ReceivedBlock[]): PlacedBlock[] {
  let next = 0;
  return blocks.map((block) => {
    const top = block.x === 0 ? Math.max(block.y, next) : block.y;
    if (block.x === 0) next = top + block.rows;
    return { ...block, top };
  });
}

function copyRows(
  { pixels: from, rows, columns, bytesPerRow, x, top }: PlacedBlock,
  to: Buffer,
  { rowBytes, bitsPerPixel }: { rowBytes: number; bitsPerPixel: number },
): void {
  const bytes = Math.ceil((columns * bitsPerPixel) / 8);
  const left = Math.floor((x * bitsPerPixel) / 8);
  if (bytesPerRow < bytes || from.length < (rows - 1) * bytesPerRow + bytes || left + bytes > rowBytes)
    throw new TwainFault("BADPICTURE", "IMAGEMEMXFER");
  for (let row = 0; row < rows; row++)
    from.copy(to, (top + row) * rowBytes + left, row * bytesPerRow, row * bytesPerRow + bytes);
}

const SHORT = 3;
const LONG = 4;
const RATIONAL = 5;
const IFD_AT = 8;
const ENTRY_BYTES = 12;
const PER_INCH = 2;
const BLACK_IS_ZERO = 1;
const RGB = 2;

/** One strip right behind the header. TIFF 6.0, section 2. */
function tiffHeader({ bitsPerPixel, resolutionDpi, widthPx, heightPx }: TiffPicture & Size): Buffer {
  const isRgb = bitsPerPixel === 24;
  const entries = 12;
  const bitsAt = IFD_AT + 2 + entries * ENTRY_BYTES + 4;
  const resolutionAt = bitsAt + 8;
  const bytes = resolutionAt + 8;
  const header = Buffer.alloc(bytes);
  const stripBytes = Math.ceil((widthPx * bitsPerPixel) / 8) * heightPx;
  header.write("II", 0, "latin1");
  header.writeUInt16LE(42, 2);
  header.writeUInt32LE(IFD_AT, 4);
  header.writeUInt16LE(entries, IFD_AT);
  const table: readonly (readonly [tag: number, type: number, count: number, value: number])[] = [
    [256, LONG, 1, widthPx],
    [257, LONG, 1, heightPx],
    [258, SHORT, isRgb ? 3 : 1, isRgb ? bitsAt : bitsPerPixel],
    [259, SHORT, 1, 1],
    [262, SHORT, 1, isRgb ? RGB : BLACK_IS_ZERO],
    [273, LONG, 1, bytes],
    [277, SHORT, 1, isRgb ? 3 : 1],
    [278, LONG, 1, heightPx],
    [279, LONG, 1, stripBytes],
    [282, RATIONAL, 1, resolutionAt],
    [283, RATIONAL, 1, resolutionAt],
    [296, SHORT, 1, PER_INCH],
  ];
  table.forEach(([tag, type, count, value], index) => {
    const at = IFD_AT + 2 + index * ENTRY_BYTES;
    header.writeUInt16LE(tag, at);
    header.writeUInt16LE(type, at + 2);
    header.writeUInt32LE(count, at + 4);
    header.writeUInt32LE(value, at + 8);
  });
  for (const channel of [0, 1, 2]) header.writeUInt16LE(8, bitsAt + channel * 2);
  header.writeUInt32LE(Math.round(resolutionDpi), resolutionAt);
  header.writeUInt32LE(1, resolutionAt + 4);
  return header;
}

interface Size {
  widthPx: number;
  heightPx: number;
}

function writeFile(file: string, parts: readonly Buffer[]): void {
  const descriptor = fs.openSync(file, "wx", 0o600);
  try {
    for (const part of parts)
      for (let written = 0; written < part.length;) written += fs.writeSync(descriptor, part, written);
  } finally {
    fs.closeSync(descriptor);
  }
}
