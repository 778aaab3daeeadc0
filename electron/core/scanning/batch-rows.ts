// Batches as rows: begun before the first sheet, ended with what they came to; the pages themselves count their number.
import { Fault, type DriverName, type ScanBatch, type ScanSource } from "../../../shared/contract";
import type { Reader, Storage, Writer } from "../storage";
import type { BatchResult } from "./batch";
import { requireTarget, type Target } from "./target";

export interface NewBatch extends Target {
  id: string;
  driver: DriverName;
  deviceId: string;
  source: ScanSource;
  sheetsCounted: number | null;
  startedAtUtc: string;
}

/** @throws DomainError NOT_FOUND, DOSSIER_NOT_DRAFT before anything is fed; STORAGE_* */
export function beginBatch(storage: Storage, batch: NewBatch): void {
  storage.transaction((writer) => {
    requireTarget(writer, batch);
    writer.run(
      `INSERT INTO scan_batches (id, driver, device_id, dossier_id, component_id, started_at_utc, sheets_counted, sides)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      batch.id,
      batch.driver,
      batch.deviceId,
      batch.dossierId,
      batch.componentId,
      batch.startedAtUtc,
      batch.sheetsCounted,
      sidesOf(batch.source),
    );
  });
}

export function countDoubleFeed(storage: Storage, id: string): void {
  storage.transaction((writer) =>
    writer.run("UPDATE scan_batches SET double_feeds = double_feeds + 1 WHERE id = ?", id),
  );
}

export function endBatch(writer: Writer, id: string, end: Omit<BatchResult, "pageCount"> & { atUtc: string }): void {
  writer.run(
    "UPDATE scan_batches SET finished_at_utc = ?, sheets_fed = ?, fault = ? WHERE id = ?",
    end.atUtc,
    end.sheetsFed,
    end.fault && JSON.stringify(end.fault),
    id,
  );
}

/** What a person counted is worth more than what the device saw: two sheets at once are one to it. */
export function imagesExpected(of: {
  sheetsCounted: number | null;
  sheetsFed: number | null;
  source: ScanSource;
}): number | null {
  const sheets = of.sheetsCounted ?? of.sheetsFed;
  return sheets === null ? null : sheets * sidesOf(of.source);
}

interface BatchRow {
  id: string;
  driver: DriverName;
  deviceId: string;
  dossierId: string;
  componentId: string | null;
  startedAtUtc: string;
  finishedAtUtc: string | null;
  pageCount: number;
  sheetsFed: number | null;
  sheetsCounted: number | null;
  sides: 1 | 2;
  doubleFeeds: number;
  fault: string | null;
}

/** Newest first. A batch that is not finished and not running was cut off by a crash. */
export function listBatches(reader: Reader, dossierId: string, isRunning: (id: string) => boolean): ScanBatch[] {
  const rows = reader.all<BatchRow>(
    `SELECT b.id, b.driver, b.device_id AS deviceId, b.dossier_id AS dossierId, b.component_id AS componentId,
            b.started_at_utc AS startedAtUtc, b.finished_at_utc AS finishedAtUtc, b.sheets_fed AS sheetsFed,
            b.sheets_counted AS sheetsCounted, b.sides, b.double_feeds AS doubleFeeds, b.fault,
            (SELECT count(*) FROM pages p WHERE p.batch_id = b.id) AS pageCount
       FROM scan_batches b WHERE b.dossier_id = ? ORDER BY b.started_at_utc DESC, b.id DESC`,
    dossierId,
  );
  return rows.map(({ sheetsCounted, sides, fault, ...row }) => {
    const source = sides === 2 ? ("duplex" as const) : ("feeder" as const);
    return {
      ...row,
      isRunning: isRunning(row.id),
      imagesExpected: imagesExpected({ sheetsCounted, sheetsFed: row.sheetsFed, source }),
      fault: fault === null ? null : Fault.parse(JSON.parse(fault)),
    };
  });
}

function sidesOf(source: ScanSource): 1 | 2 {
  return source === "duplex" ? 2 : 1;
}
