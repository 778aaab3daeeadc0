// Fields that wait for the officer: listed with both values, and decided one by one.
import type { Conflict } from "../../../../shared/contract";
import { DomainError } from "../../../../shared/errors";
import { DossierRecord, mergeRecords } from "../../../../shared/wire";
import type { Reader, Storage, Writer } from "../../storage";
import type { FindValuePlace, SoughtValue } from "../ports";
import { withValues, type MergeParts } from ".";

interface ConflictRow {
  id: string;
  dossier_id: string;
  operation_id: string;
  field: string;
  base: string;
  mine: string;
  theirs: string;
  mine_by: string;
  mine_at_utc: string;
  theirs_by: string;
  theirs_at_utc: string;
  chosen: string | null;
}

export interface Resolution {
  conflictId: string;
  choice: { take: "mine" | "theirs" | "base" } | { take: "own"; value: string };
}

interface ListParts {
  storage: Pick<Storage, "read">;
  dossiers: Pick<MergeParts["dossiers"], "describe">;
  findValuePlace: FindValuePlace;
}

const MOST_SHOWN = 500;

/** Fields of the record that are read from pages. */
const READ_FROM_PAGES: Readonly<Record<string, SoughtValue["target"]>> = {
  ChuHoSo: "fullName",
  SoGiayToChuHoSo: "personalNumber",
  DinhDanhCHS: "personalNumber",
  ThongTinKhac: "address",
  SoDienThoai: "phone",
  Email: "email",
};

/** Open ones, oldest first. */
export function listConflicts({ storage, dossiers, findValuePlace }: ListParts, dossierId: string | null): Conflict[] {
  const { read } = storage;
  const rows = read.all<ConflictRow>(
    `SELECT * FROM conflicts WHERE chosen IS NULL AND (? IS NULL OR dossier_id = ?) ORDER BY id LIMIT ${MOST_SHOWN}`,
    dossierId,
    dossierId,
  );
  return rows.map((row) => {
    const label = dossiers.describe(row.dossier_id);
    const values = { base: shown(row.base), mine: shown(row.mine), theirs: shown(row.theirs) };
    return {
      id: row.id,
      dossierId: row.dossier_id,
      provisionalCode: label?.provisionalCode ?? "",
      officialCode: label?.officialCode ?? null,
      applicantName: label?.applicantName ?? "",
      field: row.field,
      ...values,
      ...{ mineBy: row.mine_by, mineAtUtc: row.mine_at_utc, theirsBy: row.theirs_by, theirsAtUtc: row.theirs_at_utc },
      page: findPage({ read, findValuePlace }, row, values),
    };
  });
}

/** The page that the officer looks at to decide; null: there is none here, or nothing says which. */
function findPage(
  { read, findValuePlace }: { read: Reader; findValuePlace: FindValuePlace },
  { dossier_id: dossierId, field }: ConflictRow,
  { base, mine, theirs }: Pick<Conflict, "base" | "mine" | "theirs">,
): Conflict["page"] {
  const pageId = /^TaiLieuNop\.(.+)$/.exec(field)?.[1];
  if (pageId !== undefined) {
    const sql = "SELECT 1 FROM pages WHERE id = ? AND dossier_id = ? AND deleted = 0";
    return read.value<number>(sql, pageId, dossierId) === undefined ? null : { pageId, box: null };
  }
  const target = READ_FROM_PAGES[field];
  return target ? findValuePlace(dossierId, { target, values: [mine, theirs, base] }) : null;
}

/**
 * The last one of an operation lets it go out with the chosen values.
 * @returns how many of the operation are left
 * @throws DomainError NOT_FOUND, INPUT_INVALID for an own value that the record does not take
 */
export function resolveConflict(
  parts: MergeParts & { storage: Storage },
  { conflictId, choice }: Resolution,
): { left: number; dossierId: string } {
  return parts.storage.transaction((writer) => {
    const row = writer.get<ConflictRow>("SELECT * FROM conflicts WHERE id = ? AND chosen IS NULL", conflictId);
    if (!row) throw new DomainError("NOT_FOUND", { kind: "conflict" });
    checkValue(writer, row, chosenOf(row, choice));
    writer.run(
      "UPDATE conflicts SET chosen = ?, decided_at_utc = ? WHERE id = ?",
      ...[chosenOf(row, choice), parts.clock.now().toISOString(), row.id],
    );
    const facts = { field: row.field.split(".")[0] ?? "", take: choice.take };
    parts.dossiers.recordEvent(writer, { dossierId: row.dossier_id, kind: "dossier.conflict_decided", facts });
    const left = writer.value<number>(
      "SELECT count(*) FROM conflicts WHERE operation_id = ? AND chosen IS NULL",
      row.operation_id,
    );
    if (left === 0) settle(parts, writer, row);
    return { left: left ?? 0, dossierId: row.dossier_id };
  });
}

function chosenOf(row: ConflictRow, choice: Resolution["choice"]): string {
  return choice.take === "own" ? JSON.stringify(choice.value.trim()) : row[choice.take];
}

/** Only a field that is a plain text takes an own value, and only one that the record allows. */
function checkValue(reader: Reader, row: ConflictRow, chosen: string): void {
  const payload = reader.value<string>("SELECT payload FROM outbox WHERE id = ?", row.operation_id) ?? "{}";
  try {
    withValues(DossierRecord.parse(JSON.parse(payload)), [{ field: row.field, value: JSON.parse(chosen) as unknown }]);
  } catch (cause) {
    throw new DomainError("INPUT_INVALID", { field: row.field }, { cause });
  }
}

function settle(parts: MergeParts, writer: Writer, { operation_id: id, dossier_id: dossierId }: ConflictRow): void {
  const rows = writer.all<ConflictRow>("SELECT * FROM conflicts WHERE operation_id = ?", id);
  const values = (key: "mine" | "chosen") =>
    rows.map((row) => ({ field: row.field, value: JSON.parse(row[key] ?? "null") as unknown }));
  const open = parts.outbox.listOpen(writer, dossierId);
  const own = open.find((row) => row.id === id);
  if (!own) return;
  const merged = DossierRecord.parse(JSON.parse(own.payload));
  const resolved = withValues(merged, values("chosen"));
  const later = open.at(-1);
  // Pages that came meanwhile were sent with the values that stood here: only what they changed is taken from them.
  const record =
    later && later.id !== id
      ? mergeRecords({
          base: withValues(merged, values("mine")),
          mine: DossierRecord.parse(JSON.parse(later.payload)),
          theirs: resolved,
        }).record
      : resolved;
  parts.outbox.settleMerged(writer, id, record);
  parts.dossiers.applyProvinceRecord(writer, {
    dossierId,
    record,
    by: parts.settings.read().counter?.officerName ?? "",
  });
}

function shown(json: string): string {
  const value = JSON.parse(json) as unknown;
  if (value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "object" && "SoDinhDanh" in value) return String(value.SoDinhDanh);
  return typeof value === "object" && "TenTepDinhKem" in value ? String(value.TenTepDinhKem) : JSON.stringify(value);
}
