// Finds printed phrases on the rows of a page, forgiving what reading gets wrong: letters, marks, spaces.
import { compact, distance, forgiven } from "./folded";
import { tokensOf, type PageLayout, type Row, type Token } from "./page-layout";

export interface Occurrence {
  row: number;
  /** In the row's text. */
  start: number;
  end: number;
  /** Wrong letters. */
  errors: number;
  /** Letters of the phrase. */
  length: number;
  /** A colon follows: a label rather than a word of a sentence. */
  hasColon: boolean;
  /** Nothing stands before it in its segment but the number of a paragraph. */
  isAtStart: boolean;
}

/** Remembers what was found: the same labels belong to many fields and to many types. */
export class PhraseFinder {
  readonly #layout: PageLayout;
  readonly #found = new Map<string, readonly Occurrence[]>();
  readonly #alike = new Map<string, ReadonlySet<string>>();
  readonly #vocabulary: ReadonlySet<string>;

  constructor(layout: PageLayout) {
    this.#layout = layout;
    this.#vocabulary = new Set(layout.rows.flatMap((row) => row.tokens.map((token) => token.text)));
  }

  /** In reading order. */
  find(phrase: string): readonly Occurrence[] {
    const known = this.#found.get(phrase);
    if (known) return known;
    const found = this.#search(phrase);
    this.#found.set(phrase, found);
    return found;
  }

  /**
   * Where a phrase begins at the end of a row and ends in the next one ("… cấp" / "ngày 01/02/2023"): its part in the
   * second row. Without forgiveness, for two rows often meet by chance.
   */
  findWrapped(phrase: string): Occurrence[] {
    const words = tokensOf(phrase).map(({ text }) => text);
    return this.#layout.rows.flatMap((row, index) => {
      const next = this.#layout.rows[index + 1];
      const isNear = next && next.box.y0 - row.box.y1 < FAR_HEIGHTS * this.#layout.wordHeight;
      const rest = isNear ? restInNext(words, row, next) : null;
      const [from, to] = [next?.tokens[0], rest === null ? undefined : next?.tokens[rest - 1]];
      return next && from && to ? [occurrence(next, { from, to, errors: 0 }, words.join("").length)] : [];
    });
  }

  #search(phrase: string): Occurrence[] {
    const wanted = compact(phrase);
    const words = tokensOf(phrase);
    const first = words[0]?.text;
    const last = words.at(-1)?.text;
    if (!first || !last) return [];
    const alike = this.#tokensLike(first, wanted);
    if (alike.size === 0) return [];
    return this.#layout.rows.flatMap((row) =>
      row.tokens.flatMap((token, index) => {
        const match = alike.has(token.text) ? matchFrom(row, index, { wanted, last }) : null;
        return match ? [occurrence(row, match, wanted.length)] : [];
      }),
    );
  }

  /** Words of the page that may be the first word of a phrase, or that word and the next written together. */
  #tokensLike(first: string, wanted: string): ReadonlySet<string> {
    // "Ho" of "Họ, chữ đệm, tên" may be read as "Hạo": a short word is forgiven where the phrase is long.
    const limit = first.length < 4 && wanted.length < 10 ? 0 : 1;
    const key = `${limit} ${first}`;
    const known = this.#alike.get(key);
    if (known) return known;
    const isAlike = (text: string) => text.startsWith(first) || (limit > 0 && isOneOff(text, first));
    const alike = new Set([...this.#vocabulary].filter(isAlike));
    this.#alike.set(key, alike);
    return alike;
  }
}

const FAR_HEIGHTS = 2.2;

/** How many of the words stand at the beginning of the second row, when the others end the first; null when they do not. */
function restInNext(words: readonly string[], row: Row, next: Row): number | null {
  for (let rest = words.length - 1; rest > 0; rest--) {
    const head = words.slice(0, words.length - rest);
    const tail = words.slice(words.length - rest);
    const ends = row.tokens.slice(-head.length);
    if (head.every((word, at) => ends[at]?.text === word) && tail.every((word, at) => next.tokens[at]?.text === word))
      return rest;
  }
  return null;
}

function isOneOff(text: string, first: string): boolean {
  if (Math.abs(text.length - first.length) > 1) return false;
  return (text[0] === first[0] || text.at(-1) === first.at(-1)) && distance(text, first, 1) <= 1;
}

interface Match {
  from: Token;
  to: Token;
  errors: number;
}

/** The run of words from `index` on that is nearest to the phrase, when it is near enough; no label goes on after a colon. */
function matchFrom(row: Row, index: number, { wanted, last }: { wanted: string; last: string }): Match | null {
  const from = row.tokens[index];
  const limit = forgiven(wanted.length);
  let run = "";
  let best: Match | null = null;
  for (let end = index; from && end < row.tokens.length; end++) {
    const to = row.tokens[end];
    if (!to || run.length + to.text.length > wanted.length + limit) break;
    if (end > index && row.text.slice(row.tokens[end - 1]?.end, to.start).includes(":")) break;
    run += to.text;
    if (run.length < wanted.length - limit || !endsLike(to.text, last)) continue;
    const errors = distance(run, wanted, limit);
    if (errors <= limit && (!best || errors < best.errors)) best = { from, to, errors };
  }
  return best;
}

/** A short last word tells labels apart ("… tên mẹ"): it is not forgiven what the words before it are. */
function endsLike(text: string, last: string): boolean {
  const limit = last.length < 3 || (last.length === 3 && text.length !== 3) ? 0 : last.length < 7 ? 1 : 2;
  return text.endsWith(last) || distance(text, last, limit) <= limit;
}

const COLON_AFTER = /^[^\p{L}\p{N}:]{0,4}:/u;
const NUMBER_BEFORE = /(?:^|\t|[.;:–-]\s)\s*(?:[([]?(?:\d{1,2}|[ivxIVX]{1,4}|[a-hđA-HĐ])[.)/\]]*)?[\s\p{P}\p{S}]*$/u;

function occurrence(row: Row, { from, to, errors }: Match, length: number): Occurrence {
  return {
    row: row.index,
    start: from.start,
    end: to.end,
    errors,
    length,
    hasColon: COLON_AFTER.test(row.text.slice(to.end)),
    isAtStart: NUMBER_BEFORE.test(row.text.slice(0, from.start)),
  };
}

/** Short or misread words count only where a label stands: at the start of a line, or before a colon. */
export function isLabel({ length, errors, hasColon, isAtStart }: Occurrence): boolean {
  if (length < 5) return hasColon || (isAtStart && length > 2 && errors === 0);
  return errors === 0 || hasColon || isAtStart || length >= 12;
}

/** Those that are not a part of a longer one: "Họ tên" within "Họ tên mẹ" is none. */
export function notWithin(mine: readonly Occurrence[], others: readonly Occurrence[]): Occurrence[] {
  return mine.filter(
    (own) =>
      !others.some(
        (other) =>
          other.row === own.row &&
          other.start <= own.start &&
          other.end >= own.end &&
          other.end - other.start > own.end - own.start,
      ),
  );
}
