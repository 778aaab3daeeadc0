// Decisions as they are shown before core has answered: the officer is at the next field by then.
import type { PageField } from "../../../shared/contract";

export type Decision = { kind: "value"; value: string } | { kind: "dismissed" };

/** By the key of the field. */
export type Decisions = Readonly<Record<string, Decision>>;

export function withDecisions(fields: readonly PageField[], decisions: Decisions): PageField[] {
  return fields.map((field) => {
    const decision = decisions[field.key];
    return decision ? decided(field, decision) : field;
  });
}

export function without(decisions: Decisions, key: string): Decisions {
  return Object.fromEntries(Object.entries(decisions).filter(([known]) => known !== key));
}

function decided(field: PageField, decision: Decision): PageField {
  if (decision.kind === "dismissed") return { ...field, state: "dismissed" };
  const state = decision.value === field.value ? "confirmed" : "corrected";
  return { ...field, value: decision.value, state };
}
