// A province of before, with dossiers, receipts and a feed, becomes one with versions, receipt numbers and own cursors.
import { randomUUID } from "node:crypto";
import { afterAll, expect, it } from "vitest";
import { canonicalJson } from "../shared/wire";
import { operationOf, recordOf, sha256 } from "./counter-client.fixture";
import { openGateway } from "./gateway.fixture";
import { greet } from "./ledgers";
import { openPglite } from "./pglite";
import { FIRST_TABLES } from "./schema";
import type { Database } from "./sql";

let database: Database | undefined;
afterAll(() => database?.close());

const PERSON = "062185000777";
const [counterId, dossierId, opId] = [randomUUID(), randomUUID(), randomUUID()];
const page = Buffer.from("trang");
const record = recordOf([page], { SoGiayToChuHoSo: PERSON });
const receiptOf = (receivedAtUtc: string) => ({
  ...{ receiptId: randomUUID(), officialCode: "H34.12.5-261122-0001", receivedAtUtc },
});
const receipts = [receiptOf("2026-11-22T01:30:00.000Z"), receiptOf("2026-11-22T02:00:00.000Z")];

async function fill(old: Database): Promise<void> {
  await old.query(
    "INSERT INTO counters VALUES ($1, 'H34.12.5', 'Xã Đăk Rơ Nga', 'A1', 'x', '2026-11-01T00:00:00.000Z')",
    [counterId],
  );
  const operations = [
    [opId, 1, "dossier.received", JSON.stringify(receipts[0])],
    [randomUUID(), 2, "dossier.supplemented", JSON.stringify(receipts[1])],
    [randomUUID(), 3, "dossier.supplemented", null],
  ];
  const payload = canonicalJson(record);
  for (const [id, sequence, kind, receipt] of operations)
    await old.query("INSERT INTO operations VALUES ($1, $2, $3, $4, $5, $6, $7, '', '', 'none', '', $8)", [
      ...[id, counterId, dossierId, sequence, kind, payload, sha256(Buffer.from(payload)), receipt],
    ]);
  await old.query(
    "INSERT INTO dossiers VALUES ($1, $2, $3, 'H34.12.5-261122-0001', $4, 2, '2026-11-22T01:30:00.000Z')",
    [...[dossierId, counterId, record.MaHoSo, payload]],
  );
  await old.query("INSERT INTO daily_numbers VALUES ('H34.12.5', '261122', 1)");
  await old.query("INSERT INTO files VALUES ($1, $2, '')", [sha256(page), page.length]);
  await old.query("INSERT INTO dossier_files VALUES ($1, $2)", [dossierId, sha256(page)]);
  for (const state of [4, 9])
    await old.query(
      `INSERT INTO changes (counter_id, dossier_id, official_code, state, note, at_utc)
       VALUES ($1, $2, 'H34.12.5-261122-0001', $3, 'ghi chú', '2026-11-22T03:00:00.000Z')`,
      [counterId, dossierId, state],
    );
}

it("keeps receipts, codes and cursors, and goes on with them", async () => {
  database = await openPglite(undefined);
  await database.execute(
    `CREATE TABLE schema_steps (step integer PRIMARY KEY); ${FIRST_TABLES}; INSERT INTO schema_steps VALUES (0)`,
  );
  await fill(database);
  const gateway = await openGateway(database);
  const counter = { id: counterId, unitCode: "H34.12.5", unitName: "Xã Đăk Rơ Nga", machineCode: "A1" };

  const again = operationOf(record, { opId, dossierId });
  expect(await gateway.operations.push(counter, again)).toEqual({
    outcome: "committed",
    receipt: { ...receipts[0], number: 1, version: 1 },
  });
  const greeting = { sentAtUtc: "2026-11-23T00:00:00.000Z", backlog: { operations: 0, bytes: 0 }, keyGeneration: 1 };
  expect(await greet(database, counter, greeting)).toMatchObject({ lastReceiptNumber: 2, feedEnd: 2 });
  const { changes } = await gateway.changes.list(counter, { after: 0, limit: 10 });
  expect(changes).toMatchObject([
    { cursor: 1, kind: "state", state: 4, note: "ghi chú", dossierId },
    { cursor: 2, kind: "state", state: 9 },
  ]);
  const amended = operationOf(record, { ...{ kind: "dossier.amended", dossierId, sequence: 4, baseVersion: 2 } });
  expect(await gateway.operations.push(counter, amended)).toMatchObject({
    receipt: { number: 3, version: 3, officialCode: "H34.12.5-261122-0001" },
  });
  const state = { officialCode: "H34.12.5-261122-0001", state: 10, note: "" };
  expect((await gateway.changes.setState(state)).cursor).toBeGreaterThan(2);
  expect((await gateway.receive(counter)).receipt.officialCode).toBe("H34.12.5-261122-0002");
});
