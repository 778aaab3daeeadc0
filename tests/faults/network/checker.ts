// Compares what every counter has with what the province has, in their databases and on the disk: nobody's own opinion.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { Client } from "pg";
import type { Reader } from "../../../electron/core/storage";
import { canonicalJson, filesOf, DossierRecord, WireReceipt } from "../../../shared/wire";

export interface Verdict {
  /** Taken at a counter, or told as delivered, and not at the province; a file that is not there or is another one. */
  lost: string[];
  /** Carried out twice, or under two numbers; at the province but at no counter. */
  duplicated: string[];
  /** Not delivered although the line was good and quiet. */
  stuck: string[];
  /** The same thing in two states. */
  differing: string[];
}

interface CounterOperation {
  id: string;
  dossier_id: string;
  state: string;
  payload: string;
  receipt: string | null;
}

export interface CounterView {
  name: string;
  dossiers: { id: string; provisional_code: string; official_code: string | null; province_state: number | null }[];
  /** In the order of each dossier. */
  operations: CounterOperation[];
  standing: { dossier_id: string; version: number; record: string }[];
}

interface ProvinceOperation {
  id: string;
  counter_id: string;
  dossier_id: string;
  sequence: number;
  receipt: string | null;
  receipt_number: number | null;
}

interface ProvinceDossier {
  id: string;
  provisional_code: string;
  official_code: string;
  version: number;
  record: string;
  /** The last that a clerk has set; null: none has. */
  told_state: string | null;
}

export interface ProvinceView {
  operations: ProvinceOperation[];
  dossiers: ProvinceDossier[];
  dossierFiles: { dossier_id: string; sha256: string }[];
  filesFolder: string;
}

/** @param read of a counter that does nothing now */
export function viewCounter(name: string, read: Reader): CounterView {
  return {
    name,
    dossiers: read.all("SELECT id, provisional_code, official_code, province_state FROM dossiers"),
    operations: read.all("SELECT id, dossier_id, state, payload, receipt FROM outbox ORDER BY dossier_id, sequence"),
    standing: read.all("SELECT dossier_id, version, record FROM standing_records"),
  };
}

export async function viewProvince(databaseUrl: string, filesFolder: string): Promise<ProvinceView> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const all = async <Row>(sql: string) => (await client.query(sql)).rows as Row[];
  try {
    return {
      operations: await all("SELECT id, counter_id, dossier_id, sequence, receipt, receipt_number FROM operations"),
      dossiers: await all(
        `SELECT id, provisional_code, official_code, version, record,
                (SELECT body::jsonb ->> 'state' FROM changes WHERE dossier_id = dossiers.id AND kind = 'state'
                 ORDER BY cursor DESC LIMIT 1) AS told_state
         FROM dossiers`,
      ),
      dossierFiles: await all("SELECT dossier_id, sha256 FROM dossier_files"),
      filesFolder,
    };
  } finally {
    await client.end();
  }
}

/** @param told dossiers that a counter has said are taken in, at whatever moment it was killed afterwards */
export function judge(what: { told: Iterable<string>; counters: CounterView[]; province: ProvinceView }): Verdict {
  const { told, counters, province } = what;
  const known = new Set(counters.flatMap(({ dossiers }) => dossiers.map(({ id }) => id)));
  const forgotten = [...told].filter((id) => !known.has(id)).map((id) => `taken in and forgotten: ${id}`);
  const strangers = province.dossiers.filter(({ id }) => !known.has(id)).map(({ id }) => `of no counter: ${id}`);
  return {
    lost: [...forgotten, ...counters.flatMap((counter) => findLost(counter, province)), ...findBadFiles(province)],
    duplicated: [...findDoubles(province), ...findBadNumbers(province), ...strangers],
    stuck: [...counters.flatMap(findStuck), ...findIncomplete(province)],
    differing: [...counters.flatMap((counter) => findDiffering(counter, province)), ...findDisorder(province)],
  };
}

function findLost({ name, operations }: CounterView, province: ProvinceView): string[] {
  const dossiers = new Set(province.dossiers.map(({ id }) => id));
  const receipts = new Map(province.operations.map((each) => [receiptIdOf(each.receipt), each]));
  const files = new Set(province.dossierFiles.map((file) => `${file.dossier_id} ${file.sha256}`));
  const last = new Map(operations.filter(isSent).map((operation) => [operation.dossier_id, operation]));
  const unreceipted = operations.filter(isSent).filter((operation) => {
    const found = receipts.get(receiptIdOf(operation.receipt));
    return operation.receipt === null || found?.id !== operation.id;
  });
  const missing = [...last.values()].flatMap((operation) =>
    [...hashesOf(operation.payload)]
      .filter((sha256) => !files.has(`${operation.dossier_id} ${sha256}`))
      .map((sha256) => `${name}: page ${sha256.slice(0, 8)} of ${operation.dossier_id}`),
  );
  return [
    ...unreceipted.map(({ id }) => `${name}: a receipt that the province does not have: ${id}`),
    ...[...last.keys()].filter((id) => !dossiers.has(id)).map((id) => `${name}: not at the province: ${id}`),
    ...missing,
  ];
}

function findBadFiles({ dossierFiles, filesFolder }: ProvinceView): string[] {
  const hashes = new Set(dossierFiles.map(({ sha256 }) => sha256));
  return [...hashes].flatMap((sha256) => {
    const file = path.join(filesFolder, sha256.slice(0, 2), sha256);
    if (!fs.existsSync(file)) return [`no file ${sha256.slice(0, 8)}`];
    const found = createHash("sha256").update(fs.readFileSync(file)).digest("hex");
    return found === sha256 ? [] : [`another content in ${sha256.slice(0, 8)}`];
  });
}

function findDoubles({ operations, dossiers }: ProvinceView): string[] {
  const done = operations.filter(({ receipt }) => receipt !== null);
  return [
    ...twice("operation", operations, ({ id }) => id),
    ...twice("place in the order", done, ({ dossier_id, sequence }) => `${dossier_id} ${sequence}`),
    ...twice("receipt", done, ({ receipt }) => receiptIdOf(receipt)),
    ...twice("receipt number", done, ({ counter_id, receipt_number }) => `${counter_id} ${receipt_number}`),
    ...twice("dossier", dossiers, ({ id }) => id),
    ...twice("provisional code", dossiers, (dossier) => dossier.provisional_code),
    ...twice("official code", dossiers, (dossier) => dossier.official_code),
  ];
}

function twice<Row>(what: string, rows: readonly Row[], keyOf: (row: Row) => string): string[] {
  const seen = new Set<string>();
  return rows.flatMap((row) => {
    const key = keyOf(row);
    if (seen.has(key)) return [`${what} twice: ${key}`];
    seen.add(key);
    return [];
  });
}

/** Numbers of receipts have no gaps: what is missing in them was lost. */
function findBadNumbers({ operations }: ProvinceView): string[] {
  const done = operations.filter(({ receipt }) => receipt !== null);
  const counters = [...new Set(done.map((operation) => operation.counter_id))];
  return counters.flatMap((id) => {
    const numbers = done.filter((each) => each.counter_id === id).map((each) => each.receipt_number ?? 0);
    return Math.max(...numbers) === numbers.length ? [] : [`receipt numbers with a gap: ${id}`];
  });
}

/** What a counter did to a dossier was carried out in the order in which it was done. */
function findDisorder({ operations }: ProvinceView): string[] {
  const done = operations.filter(({ receipt }) => receipt !== null).sort((one, other) => one.sequence - other.sequence);
  const last = new Map<string, number>();
  return done.flatMap(({ counter_id, dossier_id, receipt_number }) => {
    const key = `${counter_id} ${dossier_id}`;
    const isLate = (receipt_number ?? 0) < (last.get(key) ?? 0);
    last.set(key, receipt_number ?? 0);
    return isLate ? [`carried out in another order: ${dossier_id}`] : [];
  });
}

function findStuck({ name, dossiers, operations }: CounterView): string[] {
  const open = operations.filter(({ state }) => state !== "sent" && state !== "replaced");
  const sent = new Set(operations.filter(isSent).map((operation) => operation.dossier_id));
  const never = dossiers.filter(({ id }) => !sent.has(id));
  return [
    ...open.map(({ id, state }) => `${name}: ${state} ${id}`),
    ...never.map(({ id }) => `${name}: never sent ${id}`),
  ];
}

function findIncomplete({ operations }: ProvinceView): string[] {
  return operations.filter(({ receipt }) => receipt === null).map(({ id }) => `province: waits for files ${id}`);
}

function findDiffering(counter: CounterView, province: ProvinceView): string[] {
  const { name, dossiers, standing } = counter;
  const theirs = new Map(province.dossiers.map((dossier) => [dossier.id, dossier]));
  const codes = dossiers.filter(
    ({ id, official_code }) => theirs.has(id) && theirs.get(id)?.official_code !== official_code,
  );
  const states = dossiers.filter(({ id, province_state: state }) => {
    const told = theirs.get(id)?.told_state ?? null;
    return told !== null && Number(told) !== state;
  });
  const records = standing.filter((mine) => {
    const record = theirs.get(mine.dossier_id);
    return record !== undefined && (record.version !== mine.version || !isSameJson(record.record, mine.record));
  });
  return [
    ...codes.map(({ id }) => `${name}: another official code: ${id}`),
    ...states.map(({ id }) => `${name}: another state: ${id}`),
    ...records.map(({ dossier_id }) => `${name}: another record: ${dossier_id}`),
  ];
}

const isSent = ({ state }: CounterOperation): boolean => state === "sent";

function receiptIdOf(receipt: string | null): string {
  return receipt === null ? "none" : WireReceipt.parse(JSON.parse(receipt)).receiptId;
}

function hashesOf(payload: string): Iterable<string> {
  return filesOf(DossierRecord.parse(JSON.parse(payload))).keys();
}

function isSameJson(one: string, other: string): boolean {
  return canonicalJson(JSON.parse(one)) === canonicalJson(JSON.parse(other));
}
