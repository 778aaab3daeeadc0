// How far a dossier has come towards the province, computed from the outbox: it is stored nowhere else.
import { Fault, type DeliveryState } from "../../../shared/contract";
import type { Reader } from "../storage";

/** For a SELECT over `dossiers d`. A received dossier counts as sent only when every operation has its receipt. */
export const DELIVERY_SQL = `
  CASE
    WHEN d.stage <> 'received' THEN 'draft'
    WHEN EXISTS (SELECT 1 FROM outbox o WHERE o.dossier_id = d.id AND o.state = 'attention') THEN 'attention'
    WHEN EXISTS (SELECT 1 FROM outbox o WHERE o.dossier_id = d.id AND o.state = 'sending') THEN 'sending'
    WHEN EXISTS (SELECT 1 FROM outbox o WHERE o.dossier_id = d.id AND o.state = 'waiting') THEN 'waiting'
    WHEN EXISTS (SELECT 1 FROM outbox o WHERE o.dossier_id = d.id) THEN 'sent'
    ELSE 'waiting'
  END`;

// "state <> 'sent'" is there for the partial index outbox_open: the few open operations are read, never the whole outbox.
const OPEN = "SELECT dossier_id FROM outbox WHERE state <> 'sent'";
// The plus keeps SQLite from walking all received dossiers where the few open operations lead to them.
const ATTENTION = `d.id IN (${OPEN} AND state = 'attention') AND +d.stage = 'received'`;

/** Conditions over `dossiers d`, by filter of the contract. Discarded drafts are in none. */
export const FILTER_SQL = {
  all: "d.stage <> 'discarded'",
  draft: "d.stage = 'draft'",
  waiting: `d.id IN (${OPEN}) AND +d.stage = 'received' AND NOT (${ATTENTION})`,
  attention: ATTENTION,
  // Written with the first condition too, for the index over what is not discarded.
  sent: `d.stage <> 'discarded' AND +d.stage = 'received' AND d.id NOT IN (${OPEN})`,
} as const;

/** Why the province will not have it; the oldest operation that needs attention. */
export function findDeliveryFault(reader: Reader, dossierId: string): Fault | null {
  const fault = reader.value<string | null>(
    "SELECT fault FROM outbox WHERE dossier_id = ? AND state = 'attention' ORDER BY sequence LIMIT 1",
    dossierId,
  );
  return fault ? Fault.parse(JSON.parse(fault)) : null;
}

/** 0–100 of the bytes of its files that the province has; null unless it is being sent. */
export function deliveryPercent(reader: Reader, dossierId: string, state: DeliveryState): number | null {
  if (state !== "sending") return null;
  const bytes = reader.get<{ total: number | null; sent: number | null }>(
    `SELECT sum(f.size_bytes) AS total, sum(CASE WHEN u.done = 1 THEN f.size_bytes ELSE ifnull(u.sent_bytes, 0) END) AS sent
       FROM (SELECT sha256, size_bytes FROM pages WHERE dossier_id = ? AND deleted = 0
             UNION
             SELECT p.sha256, p.size_bytes FROM components c JOIN pages p ON p.component_id = c.reused_component_id
              WHERE c.dossier_id = ? AND c.removed = 0 AND p.deleted = 0) f
       LEFT JOIN uploads u ON u.sha256 = f.sha256`,
    dossierId,
    dossierId,
  );
  if (!bytes?.total) return 0;
  return Math.min(100, Math.floor(((bytes.sent ?? 0) / bytes.total) * 100));
}
