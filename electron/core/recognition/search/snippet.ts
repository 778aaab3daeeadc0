// The place in the original text where the query was found, with a little around it.
import { foldWithMap } from "../../../../shared/text";
import { isHit } from "./words";

interface Span {
  start: number;
  end: number;
}

interface Token extends Span {
  folded: string;
}

const AROUND = 50;

/** Text around the best hit, on one line; the hit stands between ⟦ and ⟧. Without a hit: the beginning of the text. */
export function snippetOf(text: string, words: readonly string[]): string {
  const original = text.normalize("NFC");
  const hit = findHit(tokensOf(original), words);
  if (!hit) return oneLine(original.slice(0, AROUND * 2)) + (original.length > AROUND * 2 ? "…" : "");
  const from = wordStart(original, hit.start - AROUND);
  const to = wordEnd(original, hit.end + AROUND);
  const before = oneLine(original.slice(from, hit.start));
  const after = oneLine(original.slice(hit.end, to));
  const marked = `⟦${oneLine(original.slice(hit.start, hit.end))}⟧`;
  return `${from > 0 ? "…" : ""}${before}${marked}${after}${to < original.length ? "…" : ""}`.trim();
}

function tokensOf(original: string): Token[] {
  const { folded, positions } = foldWithMap(original);
  return [...folded.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => {
    const last = positions[match.index + match[0].length - 1] ?? 0;
    const end = last + (String.fromCodePoint(original.codePointAt(last) ?? 0).length || 1);
    return { folded: match[0], start: positions[match.index] ?? 0, end };
  });
}

/** The words one after another if they stand so somewhere, else the first place of any of them. */
function findHit(tokens: readonly Token[], words: readonly string[]): Span | undefined {
  const matches = (token: Token | undefined, index: number) =>
    token !== undefined && isHit(token.folded, words[index] ?? "", index === words.length - 1);
  const phraseAt = tokens.findIndex((_, at) => words.every((_word, index) => matches(tokens[at + index], index)));
  const [first, last] = [tokens[phraseAt], tokens[phraseAt + words.length - 1]];
  if (first && last) return { start: first.start, end: last.end };
  return tokens.find((token) => words.some((_, index) => matches(token, index)));
}

function wordStart(text: string, near: number): number {
  if (near <= 0) return 0;
  const space = text.slice(near).search(/\s/u);
  return space < 0 || space > AROUND / 2 ? near : near + space + 1;
}

function wordEnd(text: string, near: number): number {
  if (near >= text.length) return text.length;
  const space = text.slice(0, near).search(/\s\S*$/u);
  return space < 0 || near - space > AROUND / 2 ? near : space;
}

function oneLine(text: string): string {
  return text.replace(/[\s⟦⟧]+/gu, " ");
}
