// Three-way merge of two edits of one record: field by field against the record that both were made from.
import { canonicalJson } from "./canonical-json";
import { identityOf, type DossierRecord, type SubmittedFile } from "./dossier-record";

/** A field that both sides changed, and not to the same value. */
export interface FieldConflict {
  field: string;
  base: unknown;
  mine: unknown;
  theirs: unknown;
}

export interface Merged {
  /** Where there is a conflict, with the value of `theirs`. */
  record: DossierRecord;
  conflicts: FieldConflict[];
}

/**
 * Fields that one side changed are taken from it; the file list is merged by TepDinhKemId, so that pages that came on
 * both sides all stay. While SoGiayToChuHoSo is a conflict, DinhDanhCHS is none of its own.
 */
export function mergeRecords(sides: { base: DossierRecord; mine: DossierRecord; theirs: DossierRecord }): Merged {
  const { base, mine, theirs } = sides;
  const merged: Record<string, unknown> = {};
  const conflicts: FieldConflict[] = [];
  for (const field of Object.keys(theirs) as (keyof DossierRecord)[]) {
    if (field === "TaiLieuNop") continue;
    const values = { base: base[field], mine: mine[field], theirs: theirs[field] };
    merged[field] = isSame(values.theirs, values.base) ? values.mine : values.theirs;
    if (isConflict(values)) conflicts.push({ field, ...values });
  }
  const files = mergeFiles({ base: base.TaiLieuNop, mine: mine.TaiLieuNop, theirs: theirs.TaiLieuNop }, conflicts);
  const record = { ...(merged as DossierRecord), TaiLieuNop: files };
  if (!conflicts.some(({ field }) => field === "SoGiayToChuHoSo")) return { record, conflicts };
  // One number is decided once: what is made from it follows.
  return {
    record: { ...record, DinhDanhCHS: identityOf(record.SoGiayToChuHoSo) },
    conflicts: conflicts.filter(({ field }) => field !== "DinhDanhCHS"),
  };
}

type Values = Record<"base" | "mine" | "theirs", unknown>;

function isConflict({ base, mine, theirs }: Values): boolean {
  return !isSame(mine, base) && !isSame(theirs, base) && !isSame(mine, theirs);
}

function isSame(a: unknown, b: unknown): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}

type Files = Record<"base" | "mine" | "theirs", SubmittedFile[]>;

/** Mine in their order, then what only the other side has. A file that one side took away is gone, unless the other changed it. */
function mergeFiles(sides: Files, conflicts: FieldConflict[]): SubmittedFile[] {
  const byId = (files: SubmittedFile[]) => new Map(files.map((file) => [file.TepDinhKemId, file]));
  const [base, mine, theirs] = [byId(sides.base), byId(sides.mine), byId(sides.theirs)];
  const merged: SubmittedFile[] = [];
  for (const id of new Set([...mine.keys(), ...theirs.keys()])) {
    const values = { base: base.get(id), mine: mine.get(id), theirs: theirs.get(id) };
    if (isConflict(values)) conflicts.push({ field: `TaiLieuNop.${id}`, ...values });
    const kept = isSame(values.theirs, values.base) ? values.mine : (values.theirs ?? undefined);
    if (kept) merged.push(kept);
  }
  return merged;
}
