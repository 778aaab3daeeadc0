// The line of a read page by which a person knows which paper it is.

const FEWEST_LETTERS = 6;
/** What stands at the head of every Vietnamese paper says nothing about which one it is. */
const NATIONAL_HEAD = /^(?:cộng h[oò]a xã hội|độc lập\b)/iu;

/** The first line with some letters that is not the national heading; null: nothing of the kind was read. */
export function firstLine(text: string): string | null {
  const lines = text.split("\n").map((line) => line.trim());
  return lines.find((line) => lettersOf(line) >= FEWEST_LETTERS && !NATIONAL_HEAD.test(line.normalize("NFC"))) ?? null;
}

function lettersOf(line: string): number {
  return line.match(/\p{L}/gu)?.length ?? 0;
}
