// A page's picture as a PDF holds it: the JPEG as it is, the PNG's own packed rows; nothing is encoded anew.
import type { PdfFile, Ref } from "./pdf-file";

/** What a PDF can hold as it came. */
export interface Picture {
  widthPx: number;
  heightPx: number;
  /** Of the image dictionary, without width and height. */
  entries: string;
  data: Uint8Array;
}

/** Baseline, extended and progressive; others are not for DCTDecode. */
const FRAMES: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);
const PNG_SIGNATURE = "89504e470d0a1a0a";

/**
 * undefined for what only a new encoding could bring in: CMYK, which PDF/A allows beside sRGB only with a printer's
 * profile, pictures that can be seen through, interlaced ones, and more than 8 bits a sample.
 */
export function findPicture(bytes: Uint8Array): Picture | undefined {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (content.readUInt16BE(0) === 0xffd8) return findJpeg(content);
  return content.toString("hex", 0, 8) === PNG_SIGNATURE ? findPng(content) : undefined;
}

export function addPicture(file: PdfFile, { widthPx, heightPx, entries, data }: Picture): Ref {
  const size = `/Width ${String(widthPx)} /Height ${String(heightPx)}`;
  return file.addStream(`/Type /XObject /Subtype /Image ${size} ${entries}`, data);
}

function findJpeg(jpeg: Buffer): Picture | undefined {
  const at = findFrame(jpeg);
  if (at === undefined || !FRAMES.has(jpeg.readUInt8(at + 1)) || at + 10 > jpeg.length) return undefined;
  const [bits, components] = [jpeg.readUInt8(at + 4), jpeg.readUInt8(at + 9)];
  if (bits !== 8 || (components !== 1 && components !== 3)) return undefined;
  const space = components === 1 ? "/DeviceGray" : "/DeviceRGB";
  return {
    widthPx: jpeg.readUInt16BE(at + 7),
    heightPx: jpeg.readUInt16BE(at + 5),
    entries: `/ColorSpace ${space} /BitsPerComponent 8 /Filter /DCTDecode`,
    data: jpeg,
  };
}

/** Where the segment stands that tells the size; thumbnails lie inside of segments and are passed over with them. */
function findFrame(jpeg: Buffer): number | undefined {
  for (let at = 2; at + 4 <= jpeg.length;) {
    if (jpeg[at] !== 0xff) return undefined;
    const marker = jpeg.readUInt8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return at;
    if (marker === 0xda || marker === 0xd9) return undefined;
    at += marker === 0xff ? 1 : 2 + jpeg.readUInt16BE(at + 2);
  }
  return undefined;
}

/** By the colour type of a PNG: samples a pixel. */
const PNG_SAMPLES = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
]);

function findPng(png: Buffer): Picture | undefined {
  const chunks = readChunks(png);
  const head = chunks.find(({ type }) => type === "IHDR")?.data;
  if (head?.length !== 13) return undefined;
  const [bits, colourType, interlace] = [head.readUInt8(8), head.readUInt8(9), head.readUInt8(12)];
  const samples = PNG_SAMPLES.get(colourType);
  const palette = chunks.find(({ type }) => type === "PLTE")?.data;
  const isSeenThrough = chunks.some(({ type }) => type === "tRNS");
  if (samples === undefined || bits > 8 || interlace !== 0 || isSeenThrough) return undefined;
  if (colourType === 3 && !palette) return undefined;
  const widthPx = head.readUInt32BE(0);
  const predictor = `/Predictor 15 /Colors ${String(samples)} /BitsPerComponent ${String(bits)} /Columns ${String(widthPx)}`;
  const space = colourType === 3 && palette ? indexed(palette) : samples === 1 ? "/DeviceGray" : "/DeviceRGB";
  return {
    widthPx,
    heightPx: head.readUInt32BE(4),
    entries: `/ColorSpace ${space} /BitsPerComponent ${String(bits)} /Filter /FlateDecode /DecodeParms << ${predictor} >>`,
    data: Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ data }) => data)),
  };
}

function indexed(palette: Buffer): string {
  return `[/Indexed /DeviceRGB ${String(palette.length / 3 - 1)} <${palette.toString("hex")}>]`;
}

function readChunks(png: Buffer): { type: string; data: Buffer }[] {
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = 8; at + 12 <= png.length;) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString("latin1", at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}
