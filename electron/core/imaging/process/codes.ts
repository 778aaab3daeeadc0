// Reads what is printed on a page for machines: QR codes and patch T.
import fs from "node:fs";
import { createRequire } from "node:module";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { halve, type Grey } from "../../../../shared/vision";
import type { PageCode } from "../protocol";
import { hasPatchT } from "./patch-code";

/** On its longer side a page of A4 has some 200 dpi then: enough for the QR of an identity card, and 50–90 ms. */
export const CODE_PICTURE_PX = 2339;
const MAX_CODES = 16;

let isPrepared = false;

/** @param grey at most CODE_PICTURE_PX long @returns each text once, patch T last */
export async function readPageCodes(grey: Grey): Promise<PageCode[]> {
  const codes = await readQrCodes(grey);
  if (hasPatchT(halve(grey))) codes.push({ kind: "patch", letter: "T" });
  return codes;
}

/** @param grey at most CODE_PICTURE_PX long @returns each text once */
export async function readQrCodes(grey: Grey): Promise<PageCode[]> {
  prepare();
  const { widthPx: width, heightPx: height } = grey;
  const options = { formats: ["QRCode" as const], tryHarder: true, tryInvert: false, maxNumberOfSymbols: MAX_CODES };
  const picture = { data: toRgba(grey), width, height, colorSpace: "srgb" } as Parameters<typeof readBarcodes>[0];
  const symbols = await readBarcodes(picture, options);
  const texts = new Set(symbols.filter((symbol) => symbol.isValid).map((symbol) => symbol.text));
  return [...texts].map((text) => ({ kind: "qr", text }));
}

/** A copy that is small enough for codes to be looked for. */
export function codePictureOf(picture: Grey): Grey {
  const scale = Math.max(picture.widthPx, picture.heightPx) / CODE_PICTURE_PX;
  if (scale > 2) return codePictureOf(halve(picture));
  return scale > 1 ? reduce(picture, scale) : { ...picture, data: picture.data.slice() };
}

/** By less than two: each pixel is the mean of four where it lies on the old picture. */
function reduce({ data, widthPx, heightPx }: Grey, scale: number): Grey {
  const size = { widthPx: Math.floor((widthPx - 1) / scale), heightPx: Math.floor((heightPx - 1) / scale) };
  const reduced = new Uint8Array(size.widthPx * size.heightPx);
  for (let y = 0, to = 0; y < size.heightPx; y++) {
    const row = Math.floor(y * scale) * widthPx;
    for (let x = 0; x < size.widthPx; x++, to++) {
      const at = row + Math.floor(x * scale);
      const upper = (data[at] ?? 0) + (data[at + 1] ?? 0);
      reduced[to] = (upper + (data[at + widthPx] ?? 0) + (data[at + widthPx + 1] ?? 0)) >> 2;
    }
  }
  return { data: reduced, ...size };
}

/** Without its file at hand zxing-wasm would fetch it from the network. */
function prepare(): void {
  if (isPrepared) return;
  const file = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
  const bytes = fs.readFileSync(file);
  const wasmBinary = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  prepareZXingModule({ overrides: { wasmBinary: wasmBinary as ArrayBuffer } });
  isPrepared = true;
}

function toRgba({ data }: Grey): Uint8ClampedArray {
  const rgba = new Uint32Array(data.length);
  for (let i = 0; i < data.length; i++) rgba[i] = (data[i] ?? 0) * 0x010101 + 0xff000000;
  return new Uint8ClampedArray(rgba.buffer);
}
