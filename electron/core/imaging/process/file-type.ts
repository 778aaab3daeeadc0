// Tells what a file is by its first bytes; its name proves nothing.
import { DomainError } from "../../../../shared/errors";

export type ImageType = "jpeg" | "png" | "tiff" | "pnm" | "bmp";
export type FileType = ImageType | "pdf";

const SIGNATURES: readonly (readonly [type: FileType, bytes: readonly number[]])[] = [
  ["jpeg", [0xff, 0xd8, 0xff]],
  ["png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["tiff", [0x49, 0x49, 0x2a, 0x00]],
  ["tiff", [0x4d, 0x4d, 0x00, 0x2a]],
  // BigTIFF
  ["tiff", [0x49, 0x49, 0x2b, 0x00]],
  ["tiff", [0x4d, 0x4d, 0x00, 0x2b]],
];

// PDF readers accept the header anywhere in the first kilobyte (ISO 32000-1, annex H, note 13).
const PDF_HEADER_WITHIN_BYTES = 1024;

/** Brands of ISO/IEC 23008-12 that phones write. */
const HEIC_BRANDS = /^(hei[cmsx]|hev[cmsx]|mif1|msf1)$/;

/** @throws DomainError FILE_EMPTY, FILE_HEIC_UNSUPPORTED, FILE_TYPE_UNSUPPORTED */
export function fileTypeOf(bytes: Uint8Array): FileType {
  if (bytes.byteLength === 0) throw new DomainError("FILE_EMPTY");
  const type = findFileType(bytes);
  if (type) return type;
  throw new DomainError(isHeic(bytes) ? "FILE_HEIC_UNSUPPORTED" : "FILE_TYPE_UNSUPPORTED");
}

/** undefined for everything that is not accepted at the counter. */
function findFileType(bytes: Uint8Array): FileType | undefined {
  const signature = SIGNATURES.find(([, start]) => start.every((byte, index) => bytes[index] === byte));
  if (signature) return signature[0];
  const text = latin(bytes, 0, PDF_HEADER_WITHIN_BYTES);
  if (text.includes("%PDF-")) return "pdf";
  if (/^BM.{8}.{4}[\x28\x38\x40\x6c\x7c]\0\0\0/s.test(text)) return "bmp";
  return /^P[1-6][\s#]/.test(text) ? "pnm" : undefined;
}

function isHeic(bytes: Uint8Array): boolean {
  return latin(bytes, 4, 4) === "ftyp" && HEIC_BRANDS.test(latin(bytes, 8, 4));
}

function latin(bytes: Uint8Array, start: number, length: number): string {
  const part = bytes.subarray(start, start + length);
  return Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString("latin1");
}
