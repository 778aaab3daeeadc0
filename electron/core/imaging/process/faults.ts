// Translates what libvips and PDFium say into the program's own codes.
import { DomainError } from "../../../../shared/errors";
import { MAX_PIXELS } from "../limits";

// The type was recognised by its first bytes: when libvips then knows no format, the rest of the structure is missing.
const CUT_OFF =
  /premature end|truncat|not enough data|read error|unexpected end|end of file|seek error|error in tile|area too small|known format|LoadPngBuffer$/im;

/** @param error whatever libvips threw: an Error, or a WebAssembly exception whose message is a pair */
export function translateDecodeError(error: unknown): unknown {
  if (error instanceof DomainError || isTrap(error)) return error;
  return new DomainError(CUT_OFF.test(messageOf(error)) ? "FILE_TRUNCATED" : "FILE_UNREADABLE", {}, { cause: error });
}

export function translatePdfError(error: unknown, bytes: Uint8Array): unknown {
  if (error instanceof DomainError || isTrap(error)) return error;
  if (/password|security/i.test(messageOf(error)))
    return new DomainError("FILE_PASSWORD_PROTECTED", {}, { cause: error });
  return new DomainError(hasPdfEnd(bytes) ? "FILE_UNREADABLE" : "FILE_TRUNCATED", {}, { cause: error });
}

/** @throws DomainError IMAGE_TOO_LARGE before any pixel is decoded */
export function checkPixels(widthPx: number, heightPx: number): void {
  if (widthPx * heightPx > MAX_PIXELS) throw new DomainError("IMAGE_TOO_LARGE", { widthPx, heightPx });
}

/** PDFium repairs a file that was cut off and silently drops the pages behind the cut; a whole file says where it ends. */
export function hasPdfEnd(bytes: Uint8Array): boolean {
  const tail = bytes.subarray(-2048);
  return Buffer.from(tail.buffer, tail.byteOffset, tail.byteLength).includes("%%EOF");
}

/** A trap or an abort leaves the WebAssembly module in an unknown state: the process has to go. */
function isTrap(error: unknown): boolean {
  return error instanceof Error && error.name === "RuntimeError";
}

function messageOf(error: unknown): string {
  if (typeof error !== "object" || error === null || !("message" in error)) return String(error);
  return Array.isArray(error.message) ? error.message.join(" ") : String(error.message);
}
