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

  #search(phrase: string): Occurrence[] {
    const wanted = compact(phrase);
    const first = tokensOf(phrase)[0]?.text;
    if (!first) return [];
    const alike = this.#tokensLike(first, wanted);
    if (alike.size === 0) return [];
    return this.#layout.rows.flatMap((row) =>
      row.tokens.flatMap((token, index) => {
        const match = alike.has(token.text) ? matchFrom(row.tokens, index, wanted) : null;
        return match ? [occurrence(row, match, wanted.length)] : [];
      }),
    );
  }

  /** Words of the page that may be the first word of a phrase, or that word and the next written together. */
  #tokensLike(first: string, wanted: string): ReadonlySet<string> {
    const key = `${first} ${wanted}`;
    const known = this.#alike.get(key);
    if (known) return known;
    const limit = first.length < 4 ? 0 : 1;
    const isAlike = (text: string) =>
      (text.startsWith(first) && wanted.startsWith(text)) ||
      distance(text, first, limit) <= limit ||
      // "Ho" of "Họ, chữ đệm, tên" may be read as "Hạo": a short word is forgiven where the phrase is long.
      (wanted.length >= 10 && first.length < 4 && distance(text, first, 1) <= 1);
    const alike = new Set([...this.#vocabulary].filter(isAlike));
    this.#alike.set(key, alike);
    return alike;
  }
}

interface Match {
  from: Token;
  to: Token;
  errors: number;
}

/** The run of words from `index` on that is nearest to the phrase, when it is near enough. */
function matchFrom(tokens: readonly Token[], index: number, wanted: string): Match | null {
  const from = tokens[index];
  const limit = forgiven(wanted.length);
  let run = "";
  let best: Match | null = null;
  for (let end = index; from && end < tokens.length; end++) {
    const to = tokens[end];
    if (!to || run.length + to.text.length > wanted.length + limit) break;
    run += to.text;
    if (run.length < wanted.length - limit) continue;
    const errors = distance(run, wanted, limit);
    if (errors <= limit && (!best || errors < best.errors)) best = { from, to, errors };
  }
  return best;
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
