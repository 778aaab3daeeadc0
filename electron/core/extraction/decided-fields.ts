// Fields of a page as the officer left them: what was decided goes before what the machine reads.
import type { FieldKind, Label, PageField } from "../../../shared/contract";
import { THRESHOLDS } from "./confidence";
import { GENERIC } from "./generic";
import type { Decision } from "./page-rows";
import type { PaperType } from "./paper-type";

export interface FieldName {
  key: string;
  label: Label;
  kind: FieldKind;
}

/** @returns fields of the machine with decisions put on them; decided ones that it no longer finds come last */
export function withDecisions(
  fields: readonly PageField[],
  decisions: readonly Decision[],
  type: PaperType | null,
): PageField[] {
  const last = new Map(decisions.filter(({ kind }) => kind !== "type").map((decision) => [decision.key, decision]));
  const decided = fields.map((field) => {
    const decision = last.get(field.key);
    return decision ? decidedField(field, decision) : field;
  });
  const known = new Set(fields.map(({ key }) => key));
  const lost = [...last.values()].filter(({ key, kind }) => !known.has(key) && kind !== "dismiss");
  return [...decided, ...lost.map((decision) => decidedField(emptyField(fieldName(decision.key, type)), decision))];
}

function decidedField(field: PageField, { kind, officerValue }: Decision): PageField {
  if (kind === "dismiss") return { ...field, state: "dismissed", checks: [] };
  if (kind === "confirm" && officerValue === field.value)
    return { ...field, state: "confirmed", confidence: 1, checks: [] };
  const state = kind === "confirm" ? "confirmed" : "corrected";
  return { ...field, value: officerValue, state, confidence: 1, source: "officer", checks: [] };
}

export function emptyField({ key, label, kind }: FieldName): PageField {
  return {
    ...{ key, label, kind, value: "", raw: "", confidence: 0, threshold: THRESHOLDS[kind] },
    ...{ box: null, source: "ocr" as const, state: "unread" as const, checks: [] },
  };
}

/** Also of rows that the machine did not find ("member.7.fullName"), and of other papers' fields, by the key alone. */
export function fieldName(key: string, type: PaperType | null): FieldName {
  const rule = [...(type?.fields ?? []), ...GENERIC.fields].find((each) => each.key === key);
  if (rule) return { key, label: rule.label, kind: rule.kind };
  const column = type?.tables
    ?.flatMap((table) => table.columns.map((each) => ({ ...each, table: table.key })))
    .find((each) => key.startsWith(`${each.table}.`) && key.endsWith(`.${each.key}`));
  return column ? { key, label: column.label, kind: column.kind } : { key, label: { vi: key, en: key }, kind: "text" };
}
