// Versions, conflicts, receipts by number, and what comes again after a restore. On the logic itself, without HTTP.
import { randomBytes, randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WireOperation } from "../shared/wire";
import { operationOf, recordOf, sha256 } from "./counter-client.fixture";
import type { Counter } from "./counters";
import { amendmentOf, DATABASES, openGateway, receiptOf, type DatabaseBed, type Gateway } from "./gateway.fixture";
import { findLostReceipts, greet } from "./ledgers";

let bed: DatabaseBed;
let gateway: Gateway;
let counter: Counter;

beforeAll(async () => {
  bed = await DATABASES.PGlite();
  gateway = await openGateway(await bed.create());
  counter = await gateway.addCounter("A1");
});

afterAll(async () => {
  await gateway.database.close();
  await bed.stop();
});

const push = (operation: WireOperation, as = counter) => gateway.operations.push(as, operation);
const countOperations = async (dossierId: string) =>
  (await gateway.database.query("SELECT 1 FROM operations WHERE dossier_id = $1", [dossierId])).length;

describe("versions", () => {
  it("grow by one with every operation that is carried out, and receipts are numbered without gaps", async () => {
    const own = await gateway.addCounter("V1");
    const received = await gateway.receive(own);
    const second = receiptOf(await push(amendmentOf(received, { GhiChu: "một" }), own));
    const third = receiptOf(await push(amendmentOf(received, { GhiChu: "hai" }, { sequence: 3, baseVersion: 2 }), own));
    const versions = [received.receipt, second, third].map(({ version, number }) => ({ version, number }));
    expect(versions).toEqual([1, 2, 3].map((step) => ({ version: step, number: step })));
    expect(new Set([received.receipt, second, third].map((receipt) => receipt.officialCode)).size).toBe(1);
  });

  it("an operation made from an older version stores nothing and gets the record that stands, each time it comes", async () => {
    const received = await gateway.receive(counter);
    await push(amendmentOf(received, { ChuHoSo: "Y Lan" }));
    const late = amendmentOf(received, { ChuHoSo: "Y Blan" }, { sequence: 3 });
    for (let time = 0; time < 3; time += 1)
      expect(await push(late)).toMatchObject({
        outcome: "conflict",
        standing: { version: 2, record: { ChuHoSo: "Y Lan" }, changedBy: "Xã Đăk Rơ Nga, quầy A1" },
      });
    expect(await countOperations(received.operation.dossierId)).toBe(2);
  });

  it.each([null, 2, 2_000_000_000])("%j as the base of a record of version 1 is a conflict", async (baseVersion) => {
    const received = await gateway.receive(counter);
    expect(await push(amendmentOf(received, {}, { baseVersion }))).toMatchObject({ outcome: "conflict" });
  });

  it("an operation that waits for files while the record moves on is a conflict at its commit, and gone", async () => {
    const page = randomBytes(50);
    const received = await gateway.receive(counter);
    const waiting = amendmentOf(received, { TaiLieuNop: recordOf([page]).TaiLieuNop }, { sequence: 5 });
    expect(await push(waiting)).toMatchObject({ outcome: "files_missing" });
    await push(amendmentOf(received, { GhiChu: "trước" }));
    await gateway.addFiles(page);
    expect(await gateway.operations.commit(counter, waiting.opId)).toMatchObject({ outcome: "conflict" });
    await expect(gateway.operations.commit(counter, waiting.opId)).rejects.toMatchObject({ code: "OPERATION_UNKNOWN" });
  });

  it("an operation that never came whole makes room for the one that replaces it", async () => {
    const [record, dossierId] = [recordOf([randomBytes(50)]), randomUUID()];
    const first = operationOf(record, { dossierId });
    expect(await push(first)).toMatchObject({ outcome: "files_missing" });
    const samePlace = operationOf({ ...record, ChuHoSo: "Y Lan" }, { dossierId });
    expect(await push(samePlace)).toMatchObject({ outcome: "files_missing" });
    const corrected = operationOf({ ...record, TaiLieuNop: [] }, { dossierId, sequence: 2 });
    expect(await push(corrected)).toMatchObject({ outcome: "committed", receipt: { version: 1 } });
    expect(await countOperations(dossierId)).toBe(1);
    expect(await push(first)).toMatchObject({ outcome: "conflict" });
  });

  it.each([
    ["a sequence beyond what is counted", { sequence: 2 ** 40 }, {}],
    ["text that no database takes", {}, { GhiChu: "a\u0000b" }],
  ])("refuses %s with a reason and without a fault", async (_name, wire, changed) => {
    const operation = operationOf(recordOf([], changed), wire);
    await expect(push(operation)).rejects.toMatchObject({ code: "OPERATION_REFUSED" });
  });

  it("refuses the record of one dossier under the id of another", async () => {
    const [one, other] = [await gateway.receive(counter), await gateway.receive(counter)];
    const wrong = amendmentOf(one, {}, { dossierId: other.operation.dossierId });
    await expect(push(wrong)).rejects.toMatchObject({ code: "OPERATION_REFUSED" });
    const stranger = await gateway.addCounter("V9");
    await expect(push(amendmentOf(one, {}), stranger)).rejects.toMatchObject({ code: "OPERATION_REFUSED" });
    const second = operationOf(recordOf(), { dossierId: one.operation.dossierId });
    await expect(push(second, stranger)).rejects.toMatchObject({ code: "OPERATION_CONFLICT" });
  });
});

describe("room", () => {
  it("ends where it was set: what goes beyond is refused before its files are sent, and replaced files give room", async () => {
    const small = await openGateway(await bed.create(), { mostBytes: 1000 });
    const own = await small.addCounter("Q1");
    const [page, other, large] = [randomBytes(700), randomBytes(900), randomBytes(1200)];
    await small.addFiles(page, other);
    const operation = operationOf(recordOf([page]));
    const receipt = receiptOf(await small.operations.push(own, operation));
    const more = operationOf(recordOf([large]));
    await expect(small.operations.push(own, more)).rejects.toMatchObject({ code: "QUOTA_EXCEEDED", status: 413 });
    expect(receiptOf(await small.operations.push(own, operation))).toEqual(receipt);
    const received = { record: recordOf([page], operation.payload), operation, receipt };
    const replaced = amendmentOf(received, { TaiLieuNop: recordOf([other]).TaiLieuNop });
    expect(await small.operations.push(own, replaced)).toMatchObject({ outcome: "committed" });
    await small.database.close();
  });
});

describe("a province restored from a backup", () => {
  /** Forgets the last receipts, as a backup of before does. */
  async function lose(
    receiptIds: string[],
    back: { own: Counter; lastNumber: number; version: number; dossierId: string },
  ) {
    const { database } = gateway;
    await database.query("DELETE FROM operations WHERE receipt_id = ANY ($1::uuid[])", [receiptIds]);
    await database.query("UPDATE counter_ledgers SET last_number = $2 WHERE counter_id = $1", [
      back.own.id,
      back.lastNumber,
    ]);
    if (back.version > 0)
      await database.query("UPDATE dossiers SET version = $2 WHERE id = $1", [back.dossierId, back.version]);
    else {
      await database.query("DELETE FROM forwarding_progress WHERE dossier_id = $1", [back.dossierId]);
      await database.query("DELETE FROM forwardings WHERE dossier_id = $1", [back.dossierId]);
      await database.query("DELETE FROM dossiers WHERE id = $1", [back.dossierId]);
    }
  }
  const greeting = { sentAtUtc: new Date().toISOString(), backlog: { operations: 0, bytes: 0 }, keyGeneration: 1 };

  it("says which receipts it no longer knows, and takes their operations again under code and version", async () => {
    const own = await gateway.addCounter("R1", "H34.90.1");
    const received = await gateway.receive(own);
    const amended = amendmentOf(received, { GhiChu: "một" });
    const amendedReceipt = receiptOf(await push(amended, own));
    const { dossierId } = received.operation;
    const ids = [received.receipt.receiptId, amendedReceipt.receiptId];
    expect(await findLostReceipts(gateway.database, own, ids)).toEqual([]);
    await lose(ids, { own, lastNumber: 0, version: 0, dossierId });
    await gateway.database.query("DELETE FROM daily_numbers WHERE unit_code = $1", [own.unitCode]);
    expect(await greet(gateway.database, own, greeting)).toMatchObject({ lastReceiptNumber: 0 });
    expect(await findLostReceipts(gateway.database, own, ids)).toEqual(ids);

    const again = { ...received.operation, formerReceipt: received.receipt };
    expect(await push(again, own)).toMatchObject({
      receipt: { officialCode: received.receipt.officialCode, version: 1, number: 1 },
    });
    const againAmended = { ...amended, formerReceipt: amendedReceipt };
    expect(await push(againAmended, own)).toMatchObject({ receipt: { version: 2, number: 2 } });
    const next = await gateway.receive(own);
    expect(next.receipt.officialCode).toBe("H34.90.1-261122-0002");
  });

  it("passes over numbers that are taken although the day's count has forgotten them", async () => {
    const own = await gateway.addCounter("R9", "H34.90.9");
    const codes = [
      (await gateway.receive(own)).receipt.officialCode,
      (await gateway.receive(own)).receipt.officialCode,
    ];
    await gateway.database.query("DELETE FROM daily_numbers WHERE unit_code = $1", [own.unitCode]);
    codes.push((await gateway.receive(own)).receipt.officialCode);
    expect(new Set(codes).size).toBe(3);
  });

  it("gives another code when the former one is taken since, or is no code of this unit and day", async () => {
    const own = await gateway.addCounter("R2", "H34.90.2");
    const received = await gateway.receive(own);
    const { dossierId } = received.operation;
    await lose([received.receipt.receiptId], { own, lastNumber: 0, version: 0, dossierId });
    await gateway.database.query("DELETE FROM daily_numbers WHERE unit_code = $1", [own.unitCode]);
    expect((await gateway.receive(own)).receipt.officialCode).toBe(received.receipt.officialCode);
    const again = { ...received.operation, formerReceipt: received.receipt };
    expect(await push(again, own)).toMatchObject({ receipt: { officialCode: "H34.90.2-261122-0002" } });
    for (const officialCode of ["H34.90.2-261122-99999999", "H34.12.5-261122-0007", "H34.90.2-261122-00009", "'; --"]) {
      const forged = operationOf(recordOf(), { formerReceipt: { ...received.receipt, officialCode } });
      const { officialCode: given } = receiptOf(await push(forged, own));
      expect(given).toMatch(/^H34\.90\.2-261122-000[3-6]$/);
    }
  });

  it("gives the day's next free number when the count came back older than the dossiers, also beyond four figures", async () => {
    const own = await gateway.addCounter("N1", "H34.91.1");
    const countFrom = (last: number) =>
      gateway.database.query("UPDATE daily_numbers SET last = $1 WHERE unit_code = $2", [last, own.unitCode]);
    const next = async () => (await gateway.receive(own)).receipt.officialCode.split("-").at(-1);
    expect([await next(), await next()]).toEqual(["0001", "0002"]);
    await countFrom(0);
    expect(await next()).toBe("0003");
    await countFrom(9998);
    expect([await next(), await next(), await next()]).toEqual(["9999", "10000", "10001"]);
    await countFrom(9999);
    expect(await next()).toBe("10002");
  });

  it("takes an operation again that was made from a version it forgot, unless somebody else changed the record since", async () => {
    const own = await gateway.addCounter("R3", "H34.90.3");
    const received = await gateway.receive(own);
    const amended = amendmentOf(received, { GhiChu: "của quầy" }, { baseVersion: 2 });
    const { officialCode } = received.receipt;
    await gateway.changes.amend({ officialCode, fields: { SoDienThoai: "0901" }, changedBy: "Cán bộ" });
    const lost = receiptOf(await push(amended, own));
    expect(lost.version).toBe(3);
    const back = { own, lastNumber: 1, version: 1, dossierId: received.operation.dossierId };
    await gateway.database.query("UPDATE dossiers SET changed_by_counter = $2, changed_at_utc = $3 WHERE id = $1", [
      ...[back.dossierId, own.id, received.receipt.receivedAtUtc],
    ]);
    await lose([lost.receiptId], back);
    const again = { ...amended, formerReceipt: lost };
    expect(await push(again, own)).toMatchObject({ receipt: { version: 3, number: 2 } });
    await lose([lost.receiptId], back);
    await gateway.database.query("DELETE FROM operations WHERE id = $1", [amended.opId]);
    await gateway.changes.amend({ officialCode, fields: { SoDienThoai: "0902" }, changedBy: "Cán bộ" });
    expect(await push(again, own)).toMatchObject({
      outcome: "conflict",
      standing: { version: 2, changedBy: "Cán bộ" },
    });
  });
});

describe("any order and number of deliveries", () => {
  it("ends in the same state as each operation once, in order", async () => {
    const order = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(order, async (deliveries) => {
        const own = await gateway.addCounter(randomUUID().slice(0, 2), `H34.${randomUUID().slice(0, 3)}`);
        const record = recordOf();
        const base = operationOf(record);
        const operations = [0, 1, 2, 3].map((step) =>
          step === 0
            ? base
            : operationOf(
                { ...record, GhiChu: `lần ${step}` },
                { ...{ kind: "dossier.amended", dossierId: base.dossierId }, sequence: step + 1, baseVersion: step },
              ),
        );
        const receipts = new Map<string, string>();
        const deliver = async (operation: WireOperation | undefined) => {
          const answer = operation && (await push(operation, own).catch(() => undefined));
          if (!operation || answer?.outcome !== "committed") return;
          const text = JSON.stringify(answer.receipt);
          expect(receipts.get(operation.opId) ?? text).toBe(text);
          receipts.set(operation.opId, text);
        };
        for (const index of deliveries) await deliver(operations[index]);
        for (const operation of operations) await deliver(operation);
        const [row] = await gateway.database.query<{ version: number; record: string }>(
          "SELECT version, record FROM dossiers WHERE id = $1",
          [base.dossierId],
        );
        expect(row?.version).toBe(4);
        expect(sha256(Buffer.from(row?.record ?? ""))).toBe(operations[3]?.payloadSha256);
        expect(await greet(gateway.database, own, GREETING)).toMatchObject({ lastReceiptNumber: 4 });
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

const GREETING = { sentAtUtc: new Date().toISOString(), backlog: { operations: 1, bytes: 2 }, keyGeneration: 1 };
