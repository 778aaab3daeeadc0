// Where a value of the intake form was read: the page of the dossier, and the box on it.
import type { Box, FieldKind, PageField, SuggestionTarget } from "../../../shared/contract";
import { fold } from "../../../shared/text";
import type { Reader } from "../storage";
import { withDecisions } from "./decided-fields";
import { findUnderstood, getPageRow, listDecisions, pageIdsOf } from "./page-rows";
import { PAPER_TYPES } from "./paper-types/registry";

interface SoughtValue {
  /** The field of the form that the value stands in. */
  target: "fullName" | "personalNumber" | "address" | "phone" | "email";
  /** As they may stand on the page, the likeliest first. */
  values: readonly string[];
}

interface ValuePlace {
  pageId: string;
  /** 0–1 of the page as shown; null: not known where on it. */
  box: { left: number; top: number; width: number; height: number } | null;
}

interface ReadValue {
  pageId: string;
  field: PageField;
  /** Where the form takes it from this paper. */
  target: SuggestionTarget | undefined;
}

const KINDS: Record<SoughtValue["target"], FieldKind> = {
  fullName: "name",
  personalNumber: "personal_number",
  address: "address",
  phone: "phone",
  email: "text",
};

/**
 * The place of a field that has one of the values goes first, in the order of the values; else the place of the field
 * that the form takes, whatever was read there: the values were typed otherwise.
 */
export function findValuePlace(reader: Reader, dossierId: string, sought: SoughtValue): ValuePlace | null {
  const read = pageIdsOf(reader, dossierId)
    .flatMap((pageId) => readValues(reader, pageId))
    .filter(({ field, target }) => target === sought.target || field.kind === KINDS[sought.target])
    .sort((a, b) => rank(b, sought) - rank(a, sought));
  const best = read[0];
  return best && rank(best, sought) > 0 ? { pageId: best.pageId, box: shareOf(reader, best) } : null;
}

function readValues(reader: Reader, pageId: string): ReadValue[] {
  const found = findUnderstood(reader, pageId);
  const type = PAPER_TYPES.find(({ id }) => id === found?.typeId) ?? null;
  return withDecisions(found?.fields ?? [], listDecisions(reader, pageId), type)
    .filter(({ state }) => state !== "dismissed")
    .map((field) => ({ pageId, field, target: type?.fields.find(({ key }) => key === field.key)?.suggests }));
}

/** 0: neither the value nor the field. A place that can be shown goes before a code that bears the same value. */
function rank({ field, target }: ReadValue, sought: SoughtValue): number {
  const value = plain(field.value);
  const at = value === "" ? -1 : sought.values.findIndex((each) => plain(each) === value);
  const isOfForm = target === sought.target;
  if (at === -1 && !isOfForm) return 0;
  const byValue = at === -1 ? 0 : 100 * (sought.values.length - at);
  return 1 + byValue + (field.box ? 20 : 0) + (isOfForm ? 10 : 0) + field.confidence;
}

/** Spaces and points within a number are a matter of taste. */
function plain(text: string): string {
  const folded = fold(text);
  return /^[\d .+-]+$/.test(folded) ? folded.replaceAll(/\D/g, "") : folded;
}

function shareOf(reader: Reader, { pageId, field }: ReadValue): ValuePlace["box"] {
  if (!field.box) return null;
  const { widthPx, heightPx } = getPageRow(reader, pageId);
  const box = within(field.box, { widthPx, heightPx });
  return {
    left: box.x0 / widthPx,
    top: box.y0 / heightPx,
    width: (box.x1 - box.x0) / widthPx,
    height: (box.y1 - box.y0) / heightPx,
  };
}

function within({ x0, y0, x1, y1 }: Box, { widthPx, heightPx }: { widthPx: number; heightPx: number }): Box {
  const across = (x: number) => Math.min(Math.max(0, x), widthPx);
  const down = (y: number) => Math.min(Math.max(0, y), heightPx);
  return { x0: across(x0), y0: down(y0), x1: across(x1), y1: down(y1) };
}
