// The register: lists, look-up by code, and the day's figures.
import type { DeliveryState, DossierSummary, TodayFigures } from "../../../shared/contract";
import { normaliseCode } from "../../../shared/domain";
import { DAY_MS, fromLocalMs, toLocalMs } from "../../../shared/text";
import type { Reader } from "../storage";
import { DELIVERY_SQL, deliveryPercent, FILTER_SQL, findDeliveryFault } from "./deliveries";
import type { DossierRow } from "./rows";

export interface ListQuery {
  filter: keyof typeof FILTER_SQL;
  limit: number;
  offset: number;
}

type SummaryRow = DossierRow & { delivery: DeliveryState; page_count: number };

const SELECT_SUMMARY = `
  SELECT d.*, ${DELIVERY_SQL} AS delivery,
         (SELECT count(*) FROM pages p WHERE p.dossier_id = d.id AND p.deleted = 0) AS page_count
    FROM dossiers d`;
// The authority's clock runs in these states only (domain §1.4): not while it waits, not after it has ended.
const CLOCK_RUNS = "d.stage = 'received' AND d.province_state IN (1, 2, 4)";

export function listSummaries(reader: Reader, query: ListQuery): { items: DossierSummary[]; total: number } {
  const condition = FILTER_SQL[query.filter];
  const rows = reader.all<SummaryRow>(
    `${SELECT_SUMMARY} WHERE ${condition} ORDER BY d.updated_at_utc DESC, d.id DESC LIMIT ? OFFSET ?`,
    query.limit,
    query.offset,
  );
  const total = reader.value<number>(`SELECT count(*) FROM dossiers d WHERE ${condition}`) ?? 0;
  return { items: rows.map((row) => toSummary(reader, row)), total };
}

export function findSummary(reader: Reader, id: string): DossierSummary | undefined {
  const row = reader.get<SummaryRow>(`${SELECT_SUMMARY} WHERE d.id = ?`, id);
  return row && toSummary(reader, row);
}

/** By provisional or official code, however it was typed. */
export function findByCode(reader: Reader, code: string): DossierSummary | null {
  const wanted = normaliseCode(code);
  const row = reader.get<SummaryRow>(
    `${SELECT_SUMMARY} WHERE d.provisional_code = ? OR d.official_code = ?`,
    wanted,
    wanted,
  );
  return row ? toSummary(reader, row) : null;
}

/** @param now its local day (GMT+7) is "today"; a due date is soon until the end of tomorrow */
export function todayFigures(reader: Reader, now: Date): TodayFigures {
  const localMs = toLocalMs(now);
  const dayStart = localMs - (localMs % DAY_MS);
  const [today, tomorrow, afterTomorrow] = [0, 1, 2].map((days) => fromLocalMs(dayStart + days * DAY_MS)) as [
    string,
    string,
    string,
  ];
  const nowUtc = now.toISOString();
  const count = (sql: string, ...parameters: string[]) => reader.value<number>(sql, ...parameters) ?? 0;
  const receivedToday = "d.received_at_utc >= ? AND d.received_at_utc < ?";
  return {
    dossiers: count(`SELECT count(*) FROM dossiers d WHERE ${receivedToday}`, today, tomorrow),
    pages: count(
      "SELECT count(*) FROM pages WHERE deleted = 0 AND created_at_utc >= ? AND created_at_utc < ?",
      today,
      tomorrow,
    ),
    reused: count(
      `SELECT count(*) FROM components c JOIN dossiers d ON d.id = c.dossier_id
        WHERE c.status = 'reused' AND c.removed = 0 AND ${receivedToday}`,
      today,
      tomorrow,
    ),
    drafts: count(`SELECT count(*) FROM dossiers d WHERE ${FILTER_SQL.draft}`),
    attention: count(`SELECT count(*) FROM dossiers d WHERE ${FILTER_SQL.attention}`),
    dueSoon: count(
      `SELECT count(*) FROM dossiers d WHERE ${CLOCK_RUNS} AND d.due_at_utc >= ? AND d.due_at_utc < ?`,
      nowUtc,
      afterTomorrow,
    ),
    overdue: count(`SELECT count(*) FROM dossiers d WHERE ${CLOCK_RUNS} AND d.due_at_utc < ?`, nowUtc),
  };
}

function toSummary(reader: Reader, row: SummaryRow): DossierSummary {
  return {
    id: row.id,
    provisionalCode: row.provisional_code,
    officialCode: row.official_code,
    procedureCode: row.procedure_code,
    procedureName: row.procedure_name,
    applicantName: row.applicant_name,
    delivery: row.delivery,
    deliveryPercent: deliveryPercent(reader, row.id, row.delivery),
    fault: row.delivery === "attention" ? findDeliveryFault(reader, row.id) : null,
    provinceState: row.province_state,
    provinceStateAtUtc: row.province_state_at_utc,
    receivedAtUtc: row.received_at_utc,
    dueAtUtc: row.due_at_utc,
    updatedAtUtc: row.updated_at_utc,
    pageCount: row.page_count,
  };
}
