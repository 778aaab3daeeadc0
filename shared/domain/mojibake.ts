// Repairs UTF-8 that a scanner's driver has read as Latin-1 or Windows-1252 ("Nguyá»…n" for "Nguyễn").

// Windows-1252 puts these characters at the bytes 0x80–0x9F; five bytes stand for nothing and come through as they are.
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** The text as it was meant, or undefined when it was not damaged in this way. */
export function repairMojibake(text: string): string | undefined {
  if (/^[\0-\x7f]*$/u.test(text)) return undefined;
  let encoded = "";
  let continuations = 0;
  for (const character of text) {
    const byte = toByte(character);
    if (byte === undefined) return undefined;
    // A keyboard has no no-break space (0xA0, the second half of "à"): a plain space arrives in its place.
    const meant = continuations > 0 && byte === 0x20 ? 0xa0 : byte;
    continuations = meant >= 0xc2 ? continuationsOf(meant) : Math.max(0, continuations - 1);
    encoded += `%${meant.toString(16).padStart(2, "0")}`;
  }
  try {
    return decodeURIComponent(encoded);
  } catch {
    // Not UTF-8, so these were honest Latin-1 letters.
    return undefined;
  }
}

/** How many bytes follow this first byte of a character in UTF-8. */
function continuationsOf(firstByte: number): number {
  if (firstByte < 0xe0) return 1;
  return firstByte < 0xf0 ? 2 : 3;
}

function toByte(character: string): number | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code <= 0xff) return code;
  const index = WINDOWS_1252.indexOf(character);
  return index < 0 ? undefined : 0x80 + index;
}
