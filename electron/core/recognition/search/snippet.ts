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

/** The longest row of words that stand one after another in the text as in the query; the first of the longest. */
function findHit(tokens: readonly Token[], words: readonly string[]): Span | undefined {
  let best = { start: 0, end: 0, length: 0 };
  for (const [at, token] of tokens.entries()) {
    const length = Math.max(...words.map((_, from) => runLength(tokens, { at, words, from })));
    const end = tokens[at + length - 1]?.end ?? 0;
    if (length > best.length) best = { start: token.start, end, length };
  }
  return best.length > 0 ? best : undefined;
}

function runLength(tokens: readonly Token[], run: { at: number; words: readonly string[]; from: number }): number {
  const { at, words, from } = run;
  const miss = words.slice(from).findIndex((word, index) => {
    const token = tokens[at + index]?.folded;
    return token === undefined || !isHit(token, word, from + index === words.length - 1);
  });
  return miss < 0 ? words.length - from : miss;
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
