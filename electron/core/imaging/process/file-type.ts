// Tells what a file is by its first bytes; its name proves nothing.

export type ImageType = "jpeg" | "png" | "tiff" | "pnm";
export type FileType = ImageType | "pdf";

const SIGNATURES: readonly (readonly [type: FileType, bytes: readonly number[]])[] = [
  ["jpeg", [0xff, 0xd8, 0xff]],
  ["png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["tiff", [0x49, 0x49, 0x2a, 0x00]],
  ["tiff", [0x4d, 0x4d, 0x00, 0x2a]],
];

// PDF readers accept the header anywhere in the first kilobyte (ISO 32000-1, annex H, note 13).
const PDF_HEADER_WITHIN_BYTES = 1024;

/** @returns undefined for everything that is not accepted at the counter */
export function findFileType(bytes: Uint8Array): FileType | undefined {
  const signature = SIGNATURES.find(([, start]) => start.every((byte, index) => bytes[index] === byte));
  if (signature) return signature[0];
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, PDF_HEADER_WITHIN_BYTES));
  const text = head.toString("latin1");
  if (text.includes("%PDF-")) return "pdf";
  return /^P[1-6][\s#]/.test(text) ? "pnm" : undefined;
}
