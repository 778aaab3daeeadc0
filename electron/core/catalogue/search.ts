// Finds a procedure while the officer types: with or without diacritics, words in any order, initials, or the code.
import { type Procedure, ProcedureSummary } from "../../../shared/contract";
import { fold } from "../../../shared/text";
import type { Aliases } from "./package";

/** How often each procedure was received at this counter, by code. */
export type ProcedureUsage = ReadonlyMap<string, number>;

export interface SearchIndex {
  /** Best first. An empty text gives the procedures used most, then the checked ones. */
  search(text: string, limit: number, usage: ProcedureUsage): ProcedureSummary[];
}

interface Entry {
  summary: ProcedureSummary;
  code: string;
  name: string;
  /** The name without the words that half of all names begin with. */
  subject: string;
  words: string[];
  /** Words of the field and of the results, "giấy chứng nhận kết hôn". */
  otherWords: string[];
  aliases: string[];
  initials: string;
}

const NO_MATCH = 0;
const TIER = { other: 1, initials: 2, code: 3, words: 4, phrase: 5, prefix: 6, exact: 7 } as const;

export function createSearchIndex(procedures: readonly Procedure[], aliases: Aliases): SearchIndex {
  const entries = procedures.map((procedure) => createEntry(procedure, aliases[procedure.code] ?? []));
  return {
    search(text, limit, usage) {
      const query = fold(text)
        .replace(/[^a-z0-9.]+/gu, " ")
        .trim();
      const found = entries
        .map((entry) => ({ entry, tier: query === "" ? TIER.exact : tierOf(entry, query) }))
        .filter((hit) => hit.tier !== NO_MATCH);
      found.sort((left, right) => right.tier - left.tier || compareWithinTier(left.entry, right.entry, usage));
      return found.slice(0, limit).map((hit) => hit.entry.summary);
    },
  };
}

function createEntry(procedure: Procedure, aliases: readonly string[]): Entry {
  const summary = ProcedureSummary.parse(procedure);
  const words = wordsOf(summary.name);
  const name = words.join(" ");
  return {
    summary,
    code: summary.code,
    name,
    subject: name.replace(/^(?:(?:dang ky|cap|thu tuc|xac nhan|giai quyet) )+/u, ""),
    words,
    otherWords: [summary.field, ...procedure.results.map((result) => result.name)].flatMap(wordsOf),
    aliases: aliases.map((alias) => wordsOf(alias).join(" ")),
    initials: words.map((word) => word.charAt(0)).join(""),
  };
}

function tierOf(entry: Entry, query: string): number {
  const byName = tierByName(entry, query);
  if (byName !== NO_MATCH) return byName;
  const tokens = query.split(" ");
  if (tokens.every((token) => hasPrefix(entry.words, token))) return TIER.words;
  if (isPartOfCode(entry.code, query)) return TIER.code;
  if (tokens.length === 1 && isInitials(entry, query)) return TIER.initials;
  const isSomewhere = tokens.every((token) => hasPrefix(entry.words, token) || hasPrefix(entry.otherWords, token));
  return isSomewhere ? TIER.other : NO_MATCH;
}

function tierByName(entry: Entry, query: string): number {
  const names = [entry.name, entry.subject];
  if (names.includes(query) || entry.code === query || entry.aliases.includes(query)) return TIER.exact;
  // Two letters begin too many aliases.
  if (query.length >= 3) names.push(...entry.aliases);
  if (names.some((name) => name.startsWith(query))) return TIER.prefix;
  return ` ${entry.name}`.includes(` ${query}`) ? TIER.phrase : NO_MATCH;
}

/** "1.001193", "001193" or its first digits; at least three characters, so that "1" does not find everything. */
function isPartOfCode(code: string, query: string): boolean {
  return query.length >= 3 && (code.startsWith(query) || code.slice(2).startsWith(query));
}

/** "ks" for khai sinh, "dkkh" for đăng ký kết hôn: initials of words that follow one another at the name's start. */
function isInitials(entry: Entry, query: string): boolean {
  if (query.length < 2) return false;
  const subjectStart = entry.words.length - entry.subject.split(" ").length;
  return entry.initials.startsWith(query) || entry.initials.startsWith(query, subjectStart);
}

function compareWithinTier(left: Entry, right: Entry, usage: ProcedureUsage): number {
  return (
    (usage.get(right.code) ?? 0) - (usage.get(left.code) ?? 0) ||
    Number(right.summary.checked) - Number(left.summary.checked) ||
    left.name.length - right.name.length ||
    (left.code < right.code ? -1 : 1)
  );
}

function hasPrefix(words: readonly string[], token: string): boolean {
  return words.some((word) => word.startsWith(token));
}

function wordsOf(text: string): string[] {
  return fold(text)
    .split(/[^a-z0-9.]+/u)
    .filter((word) => word !== "");
}
