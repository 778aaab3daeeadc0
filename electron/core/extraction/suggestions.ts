// Values for the intake form: those of one person, from the page that knows most of them.
import type { FieldSuggestion, Label, PageField, SuggestionTarget } from "../../../shared/contract";
import { fold, parseLocalDate } from "../../../shared/text";
import type { PaperType } from "./paper-type";

export interface SuggestingPage {
  pageId: string;
  type: PaperType;
  typeName: Label;
  fields: readonly PageField[];
}

interface Person {
  /** What stands before the last part of its fields' keys, on one page. */
  group: string;
  suggestions: FieldSuggestion[];
  score: number;
}

const SOURCES = { officer: 5, qr: 4, mrz: 3, text_layer: 2, ocr: 1 } as const;
/** An identity card says who its bearer is; other papers speak of several persons. */
const CARD_BONUS = 2;

/** The best for each target; only of the person that the pages say most of, and of the same one on other pages. */
export function suggest(pages: readonly SuggestingPage[]): FieldSuggestion[] {
  const people = pages.flatMap(peopleOf).sort((a, b) => b.score - a.score);
  const first = people[0];
  if (!first) return [];
  const same = people.filter((person) => person === first || isSame(person, first));
  const targets = new Set(same.flatMap(({ suggestions }) => suggestions.map(({ target }) => target)));
  return [...targets].flatMap((target) => {
    const all = same.flatMap(({ suggestions }) => suggestions.filter((each) => each.target === target));
    return all.sort((a, b) => rank(b.field) - rank(a.field))[0] ?? [];
  });
}

function peopleOf({ pageId, type, typeName, fields }: SuggestingPage): Person[] {
  const groups = new Map<string, FieldSuggestion[]>();
  for (const rule of type.fields) {
    const field = fields.find(({ key }) => key === rule.key);
    const value = field && rule.suggests && usable(field) ? formValue(rule.suggests, field.value) : null;
    if (!field || !rule.suggests || value === null) continue;
    const group = rule.key.slice(0, Math.max(0, rule.key.lastIndexOf(".")));
    groups.set(group, [...(groups.get(group) ?? []), { target: rule.suggests, value, field, pageId, typeName }]);
  }
  return [...groups].map(([group, suggestions]) => {
    const sum = suggestions.reduce((total, { field }) => total + Math.max(0.1, field.confidence), 0);
    return { group, suggestions, score: sum + (type.codes?.some((code) => code !== "receipt") ? CARD_BONUS : 0) };
  });
}

function usable({ state, value }: PageField): boolean {
  return value !== "" && state !== "unread" && state !== "dismissed";
}

function rank({ source, confidence, state }: PageField): number {
  return SOURCES[source] + confidence + (state === "confirmed" || state === "corrected" ? 10 : 0);
}

function isSame(person: Person, first: Person): boolean {
  const value = ({ suggestions }: Person, target: SuggestionTarget) =>
    fold(suggestions.find((each) => each.target === target)?.value ?? "");
  const numbers = [value(person, "personalNumber"), value(first, "personalNumber")];
  if (numbers[0] !== "" && numbers[1] !== "") return numbers[0] === numbers[1];
  const names = [value(person, "fullName"), value(first, "fullName")];
  return names[0] !== "" && names[0] === names[1];
}

/** null for what the form cannot take, a year alone for instance. */
function formValue(target: SuggestionTarget, value: string): string | null {
  if (target === "birthDate" || target === "cardIssuedOn") return parseLocalDate(value) ?? null;
  if (target === "gender") return value === "Nam" ? "male" : value === "Nữ" ? "female" : null;
  return value;
}
