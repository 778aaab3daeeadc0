// Decodes Windows bitmaps, which TWAIN and WIA hand over and libvips does not know.
import { DomainError } from "../../../../shared/errors";
import { checkPixels } from "./faults";

/** RGBA, rows without gaps, from the top; the resolution that the file claims, 0 when it claims none. */
export interface Bitmap {
  data: Uint8Array;
  widthPx: number;
  heightPx: number;
  resolutionDpi: number;
}

interface Header {
  widthPx: number;
  heightPx: number;
  isTopDown: boolean;
  bitsPerPixel: number;
  pixelsAt: number;
  rowBytes: number;
  /** Where the colours stand, four bytes each (blue, green, red, nothing). */
  paletteAt: number;
  paletteEntries: number;
}

const INCH_PER_METRE = 39.3701;

/**
 * Uncompressed bitmaps of 1, 4, 8, 24 and 32 bits a pixel, with a header of 40 bytes or more.
 * @throws DomainError FILE_TRUNCATED, FILE_UNREADABLE (compressed or of an unknown depth), IMAGE_TOO_LARGE
 */
export function decodeBmp(bytes: Uint8Array): Bitmap {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 54) throw new DomainError("FILE_TRUNCATED");
  const header = readHeader(view);
  const { widthPx, heightPx } = header;
  if (bytes.byteLength < header.pixelsAt + header.rowBytes * heightPx) throw new DomainError("FILE_TRUNCATED");
  const data = new Uint8Array(widthPx * heightPx * 4).fill(255);
  for (let y = 0; y < heightPx; y++) {
    const rowAt = header.pixelsAt + (header.isTopDown ? y : heightPx - 1 - y) * header.rowBytes;
    const row = data.subarray(y * widthPx * 4, (y + 1) * widthPx * 4);
    if (header.bitsPerPixel >= 24) copyRow(bytes, row, { at: rowAt, step: header.bitsPerPixel / 8 });
    else lookUpRow(bytes, row, { ...header, at: rowAt });
  }
  return { data, widthPx, heightPx, resolutionDpi: Math.round(Math.max(0, view.getInt32(38, true)) / INCH_PER_METRE) };
}

function readHeader(view: DataView): Header {
  const headerBytes = view.getUint32(14, true);
  const widthPx = view.getInt32(18, true);
  const signedHeight = view.getInt32(22, true);
  const bitsPerPixel = view.getUint16(28, true);
  const compression = view.getUint32(30, true);
  const heightPx = Math.abs(signedHeight);
  // Bit fields (3) in 32 bits a pixel have the usual order in every bitmap that a scanner makes.
  const isPlain = compression === 0 || (compression === 3 && bitsPerPixel === 32);
  if (!isPlain || ![1, 4, 8, 24, 32].includes(bitsPerPixel) || widthPx <= 0 || heightPx === 0)
    throw new DomainError("FILE_UNREADABLE");
  checkPixels(widthPx, heightPx);
  const paletteAt = 14 + headerBytes;
  const claimedEntries = view.getUint32(46, true) || 2 ** bitsPerPixel;
  return {
    widthPx,
    heightPx,
    isTopDown: signedHeight < 0,
    bitsPerPixel,
    pixelsAt: view.getUint32(10, true),
    rowBytes: Math.ceil((widthPx * bitsPerPixel) / 32) * 4,
    paletteAt,
    paletteEntries: Math.min(claimedEntries, 256, Math.max(0, Math.floor((view.byteLength - paletteAt) / 4))),
  };
}

/** Blue, green, red become red, green, blue. */
function copyRow(bytes: Uint8Array, row: Uint8Array, { at, step }: { at: number; step: number }): void {
  for (let x = 0, from = at; x < row.length; x += 4, from += step) {
    row[x] = bytes[from + 2] ?? 0;
    row[x + 1] = bytes[from + 1] ?? 0;
    row[x + 2] = bytes[from] ?? 0;
  }
}

function lookUpRow(bytes: Uint8Array, row: Uint8Array, header: Header & { at: number }): void {
  const { bitsPerPixel, paletteAt, paletteEntries } = header;
  const perByte = 8 / bitsPerPixel;
  const mask = 2 ** bitsPerPixel - 1;
  for (let x = 0; x < header.widthPx; x++) {
    const shift = 8 - bitsPerPixel * ((x % perByte) + 1);
    const index = ((bytes[header.at + Math.floor(x / perByte)] ?? 0) >> shift) & mask;
    if (index >= paletteEntries) throw new DomainError("FILE_UNREADABLE");
    row.set(bytes.subarray(paletteAt + index * 4, paletteAt + index * 4 + 3).toReversed(), x * 4);
  }
}
