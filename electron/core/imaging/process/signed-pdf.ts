// Tells whether a PDF bears a digital signature, by the bytes that a signature covers; nothing in the file is believed.
const SIGNED_RANGE = /\/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]/g;

/**
 * A signature covers the file from its first byte on, except for one gap that holds the signature itself as a
 * hexadecimal string (ISO 32000-1, 12.8.1). Whether it is valid is not looked at.
 */
export function isSignedPdf(bytes: Uint8Array): boolean {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = content.indexOf("/ByteRange"); at >= 0; at = content.indexOf("/ByteRange", at + 1)) {
    const [found] = content.toString("latin1", at, at + 120).matchAll(SIGNED_RANGE);
    if (found?.index === 0 && coversAllButSignature(content, found.slice(1).map(Number))) return true;
  }
  return false;
}

function coversAllButSignature(content: Buffer, range: readonly number[]): boolean {
  const [start, gapAt = 0, behindGap = 0, rest = 0] = range;
  const isWithin = start === 0 && gapAt > 0 && behindGap > gapAt + 1 && behindGap + rest <= content.length;
  return isWithin && content[gapAt] === 0x3c && content[behindGap - 1] === 0x3e;
}
