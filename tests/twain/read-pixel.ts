// Reads single pixels of the two files that the helper writes, without the program's own decoder.

/** Both are uncompressed and little-endian; fractions of width and height from the top left. @returns "rrggbb" */
export function readPixel(file: Uint8Array, at: { x: number; y: number }): string {
  const bytes = Buffer.from(file);
  const picture = bytes.toString("latin1", 0, 2) === "BM" ? openBmp(bytes) : openTiff(bytes);
  const column = Math.floor(at.x * picture.width);
  const row = Math.floor(at.y * picture.height);
  const start = picture.rowAt(row);
  if (picture.bits === 24) {
    const [first, second, third] = [...bytes.subarray(start + column * 3, start + column * 3 + 3)].map(toHex);
    return picture.isBgr ? `${third}${second}${first}` : `${first}${second}${third}`;
  }
  const light = picture.bits === 8 ? bytes.readUInt8(start + column) : readBit(bytes, start, column);
  return toHex(light).repeat(3);
}

interface Picture {
  width: number;
  height: number;
  bits: number;
  isBgr: boolean;
  /** From the top. */
  rowAt(row: number): number;
}

function openBmp(bytes: Buffer): Picture {
  const [width, height, bits] = [bytes.readInt32LE(18), bytes.readInt32LE(22), bytes.readUInt16LE(28)];
  const rowBytes = Math.ceil((width * bits) / 32) * 4;
  const start = bytes.readUInt32LE(10);
  return { width, height, bits, isBgr: true, rowAt: (row) => start + (height - 1 - row) * rowBytes };
}

function openTiff(bytes: Buffer): Picture {
  const directory = bytes.readUInt32LE(4);
  const tags = new Map<number, number>();
  for (let index = 0; index < bytes.readUInt16LE(directory); index++) {
    const at = directory + 2 + index * 12;
    tags.set(
      bytes.readUInt16LE(at),
      bytes.readUInt16LE(at + 2) === 3 ? bytes.readUInt16LE(at + 8) : bytes.readUInt32LE(at + 8),
    );
  }
  const tag = (number: number) => tags.get(number) ?? 0;
  const bits = tag(277) === 3 ? 24 : tag(258);
  const rowBytes = Math.ceil((tag(256) * bits) / 8);
  return { width: tag(256), height: tag(257), bits, isBgr: false, rowAt: (row) => tag(273) + row * rowBytes };
}

function readBit(bytes: Buffer, start: number, column: number): number {
  return (bytes.readUInt8(start + (column >> 3)) >> (7 - (column & 7))) & 1 ? 255 : 0;
}

function toHex(value: number): string {
  return value.toString(16).padStart(2, "0");
}
