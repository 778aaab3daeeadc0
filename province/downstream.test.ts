// What the province gives to the counters: changes of records, results, leased numbers, reusable papers, the catalogue.
import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromWireTime, type WireReusablePaper } from "../shared/wire";
import { operationOf, recordOf, sha256 } from "./counter-client.fixture";
import type { Counter } from "./counters";
import { mayDownload } from "./downloads";
import { amendmentOf, DATABASES, openGateway, receiptOf, type Gateway } from "./gateway.fixture";
import { greet, listCounters } from "./ledgers";
import { leaseNumbers } from "./official-codes";
import { listReusablePapers } from "./reusable-papers";

let gateway: Gateway;
let counter: Counter;

beforeAll(async () => {
  const bed = await DATABASES.PGlite();
  gateway = await openGateway(await bed.create());
  counter = await gateway.addCounter("A1");
});

afterAll(() => gateway.database.close());

const all = { after: 0, limit: 500 };
const changesOf = async (own: Counter) => (await gateway.changes.list(own, all)).changes;
const papersOf = async (own: Counter) => (await listReusablePapers(gateway.database, own, all)).papers;
const fileOf = (content: Buffer, name = "ket-qua.pdf") => ({
  ...{ sha256: sha256(content), sizeBytes: content.length, mimeType: "application/pdf", name },
});

describe("a clerk who changes a record", () => {
  it("raises its version, which the counter sees in its feed with the record, who and when", async () => {
    const own = await gateway.addCounter("C1");
    const { receipt, record } = await gateway.receive(own);
    const { officialCode } = receipt;
    const change = await gateway.changes.amend({ officialCode, fields: { ChuHoSo: "Y Lan" }, changedBy: "Bà Hoa" });
    expect(await changesOf(own)).toEqual([change]);
    expect(change).toMatchObject({
      ...{ kind: "record", officialCode },
      standing: { version: 2, changedBy: "Bà Hoa", record: { ...record, ChuHoSo: "Y Lan" } },
    });
    expect(await changesOf(await gateway.addCounter("C2"))).toEqual([]);
  });

  it.each([
    ["another provisional code", { MaHoSo: "TAM-X" }, "MaHoSo"],
    ["another time of reception", { NgayTiepNhan: "20261123083000" }, "NgayTiepNhan"],
    ["files", { TaiLieuNop: [] }, "TaiLieuNop"],
    ["a field that is none", { Script: "<b>" }, "Script"],
    ["an impossible date", { NgayHenTra: "20260231000000" }, "NgayHenTra"],
    ["nothing", {}, "nội dung"],
  ])("may not set %s", async (_name, fields, named) => {
    const { officialCode } = (await gateway.receive(counter)).receipt;
    const refused = gateway.changes.amend({ officialCode, fields, changedBy: "x" });
    await expect(refused).rejects.toMatchObject({
      code: "OPERATION_REFUSED",
      data: { reason: expect.stringContaining(named) as string },
    });
  });

  it("is told of a dossier that is not here", async () => {
    const unknown = { officialCode: "H34.12.5-261122-9999", fields: { GhiChu: "a" }, changedBy: "x" };
    await expect(gateway.changes.amend(unknown)).rejects.toMatchObject({ code: "DOSSIER_UNKNOWN" });
  });
});

describe("a result", () => {
  it("reaches the dossier's counter, who alone may have its files", async () => {
    const [own, other] = [await gateway.addCounter("E1"), await gateway.addCounter("E2")];
    const content = randomBytes(300);
    const { officialCode } = (await gateway.receive(own)).receipt;
    const result = { officialCode, files: [{ ...fileOf(content), sizeBytes: 7 }] };
    await expect(gateway.changes.addResult(result)).rejects.toMatchObject({ code: "FILE_UNKNOWN" });
    await gateway.addFiles(content);
    const change = await gateway.changes.addResult(result);
    expect(change).toMatchObject({ kind: "result", files: [fileOf(content)] });
    expect(await gateway.changes.addResult(result)).toEqual(change);
    expect(await changesOf(own)).toEqual([change]);
    const may = (who: Counter, hash: string) => mayDownload(gateway.database, who.id, hash);
    expect([await may(own, sha256(content)), await may(other, sha256(content))]).toEqual([true, false]);
    expect(await may(own, "a".repeat(64))).toBe(false);
  });

  it("is not the way to one's own or others' submitted files", async () => {
    const page = randomBytes(60);
    await gateway.addFiles(page);
    await gateway.operations.push(counter, operationOf(recordOf([page])));
    expect(await mayDownload(gateway.database, counter.id, sha256(page))).toBe(false);
  });
});

describe("leased numbers", () => {
  const dayIn = (days: number) => new Date(Date.now() + 7 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
  const lease = (own: Counter, count: number, changed: { leaseId?: string; day?: string } = {}) =>
    leaseNumbers(gateway.database, own, { leaseId: randomUUID(), day: dayIn(0), count, ...changed });

  it("are the counter's alone, the same for the same lease, and share the row of the day", async () => {
    const [own, other] = [await gateway.addCounter("L1", "H34.80.1"), await gateway.addCounter("L2", "H34.80.1")];
    const leaseId = randomUUID();
    const first = await lease(own, 20, { leaseId });
    expect(first).toMatchObject({ from: 1, to: 20 });
    expect(await lease(own, 20, { leaseId })).toEqual(first);
    expect(await lease(other, 5)).toMatchObject({ from: 21, to: 25 });
    await expect(lease(other, 20, { leaseId })).rejects.toMatchObject({ code: "OPERATION_REFUSED" });

    const NgayTiepNhan = `${dayIn(0).replaceAll("-", "")}083000`;
    const push = async (who: Counter, leasedCode: string) =>
      receiptOf(await gateway.operations.push(who, operationOf(recordOf([], { NgayTiepNhan }), { leasedCode })));
    const leased = `${first.prefix}0007`;
    expect((await push(own, leased)).officialCode).toBe(leased);
    expect((await push(own, leased)).officialCode).toBe(`${first.prefix}0026`);
    expect((await push(other, `${first.prefix}0008`)).officialCode).toBe(`${first.prefix}0027`);
    for (const code of [
      "",
      `${first.prefix}00008`,
      `${first.prefix}8`,
      `${first.prefix}0300`,
      "'; DROP TABLE dossiers",
    ])
      expect((await push(own, code)).officialCode).toMatch(/-00(2[89]|3\d)$/);
  });

  it("are limited to 200 a day and to two weeks ahead", async () => {
    const own = await gateway.addCounter("L3", "H34.80.2");
    expect(await lease(own, 150)).toMatchObject({ from: 1, to: 150 });
    expect(await lease(own, 150)).toMatchObject({ from: 151, to: 200 });
    const refused = { code: "OPERATION_REFUSED", status: 422 };
    await expect(lease(own, 1)).rejects.toMatchObject(refused);
    expect(await lease(own, 1, { day: dayIn(14) })).toMatchObject({ from: 1 });
    await expect(lease(own, 1, { day: dayIn(16) })).rejects.toMatchObject(refused);
    await expect(lease(own, 1, { day: dayIn(-3) })).rejects.toMatchObject(refused);
  });
});

describe("reusable papers", () => {
  const PERSON = "062185000123";

  async function receiveWith(own: Counter, person: string, page: Buffer) {
    await gateway.addFiles(page);
    const record = recordOf([page], { SoGiayToChuHoSo: person });
    const operation = operationOf(record);
    return { record, operation, receipt: receiptOf(await gateway.operations.push(own, operation)) };
  }
  const hashesOf = (papers: WireReusablePaper[]) => papers.map((paper) => paper.files[0]?.sha256);

  it("become known both ways between counters that have a dossier of the person, and to nobody else", async () => {
    const [one, two] = [await gateway.addCounter("P1"), await gateway.addCounter("P2", "H34.70.1")];
    const stranger = await gateway.addCounter("P3", "H34.70.2");
    const [page, later] = [randomBytes(40), randomBytes(41)];
    const first = await receiveWith(one, PERSON, page);
    await receiveWith(stranger, "062185000999", randomBytes(42));
    expect(await papersOf(two)).toEqual([]);
    const second = await receiveWith(two, PERSON, later);
    expect(await papersOf(two)).toMatchObject([
      {
        ...{ personalNumber: PERSON, componentCode: "c01", name: "Tờ khai", procedureCode: "1.001193" },
        ...{ fromDossier: first.receipt.officialCode, unitName: "Xã Đăk Rơ Nga" },
        digitisedAtUtc: fromWireTime(first.record.NgayTiepNhan),
        files: [{ sha256: sha256(page), sizeBytes: 40, mimeType: "image/jpeg", name: "Tờ khai (1/1)" }],
      },
    ]);
    expect(await papersOf(one)).toMatchObject([{ fromDossier: second.receipt.officialCode }]);
    expect(await papersOf(stranger)).toEqual([]);
    const may = (own: Counter, file: Buffer) => mayDownload(gateway.database, own.id, sha256(file));
    const rights = [may(two, page), may(one, later), may(one, page), may(stranger, page), may(stranger, later)];
    expect(await Promise.all(rights)).toEqual([true, true, false, false, false]);
  });

  it("that change come again under the same id; the feed is read page by page", async () => {
    const [one, two] = [await gateway.addCounter("P4"), await gateway.addCounter("P5")];
    const person = "062185000200";
    const received = await receiveWith(one, person, randomBytes(50));
    await receiveWith(two, person, randomBytes(51));
    const [before] = await papersOf(two);
    const fresh = randomBytes(52);
    await gateway.addFiles(fresh);
    const TaiLieuNop = recordOf([fresh]).TaiLieuNop.map((file) => ({ ...file, MaThanhPhanHoSo: "c02" }));
    const files = [...received.record.TaiLieuNop, ...TaiLieuNop];
    receiptOf(await gateway.operations.push(one, amendmentOf(received, { TaiLieuNop: files, ChuHoSo: "Y Lan" })));
    expect(await papersOf(two)).toMatchObject([{ paperId: before?.paperId }, { componentCode: "c02" }]);
    const page = await listReusablePapers(gateway.database, two, { after: before?.cursor ?? 0, limit: 1 });
    expect(page).toMatchObject({ more: false, papers: [{ componentCode: "c02" }] });
  });

  it("of a number that was a mistake are taken away from those who know that other person", async () => {
    const [one, two] = [await gateway.addCounter("P6"), await gateway.addCounter("P7")];
    const [wrong, right, page] = ["062185000300", "062185000301", randomBytes(60)];
    await receiveWith(two, wrong, randomBytes(61));
    const received = await receiveWith(one, wrong, page);
    expect(hashesOf(await papersOf(two))).toEqual([sha256(page)]);
    receiptOf(await gateway.operations.push(one, amendmentOf(received, { SoGiayToChuHoSo: right })));
    expect(await papersOf(two)).toEqual([]);
    expect(await mayDownload(gateway.database, two.id, sha256(page))).toBe(false);
  });

  it("are only what was digitised here, of a person with a number", async () => {
    const [one, two] = [await gateway.addCounter("P8"), await gateway.addCounter("P9")];
    const page = randomBytes(70);
    await gateway.addFiles(page);
    const reused = recordOf([page]).TaiLieuNop.map((file) => ({ ...file, DuocTaiSuDung: "1" as const }));
    const person = "062185000400";
    await gateway.operations.push(one, operationOf(recordOf([], { TaiLieuNop: reused, SoGiayToChuHoSo: person })));
    await receiveWith(one, "", randomBytes(71));
    await receiveWith(two, person, randomBytes(72));
    await receiveWith(two, "", randomBytes(73));
    for (const invented of ["000000001", "000000000000", "n/a"]) {
      await receiveWith(one, invented, randomBytes(74));
      await receiveWith(two, invented, randomBytes(75));
    }
    expect(await papersOf(two)).toEqual([]);
  });
});

describe("the catalogue", () => {
  it("is the package published last, for those who have it not; a version never gets another content", async () => {
    const [old, fresh] = [randomBytes(80), randomBytes(90)];
    expect(await gateway.catalogue.latest("")).toBeNull();
    await expect(gateway.catalogue.publish("1", fileOf(old))).rejects.toMatchObject({ code: "FILE_UNKNOWN" });
    await gateway.addFiles(old, fresh);
    await gateway.catalogue.publish("1", fileOf(old));
    await gateway.catalogue.publish("2", fileOf(fresh));
    await gateway.catalogue.publish("1", fileOf(old));
    await expect(gateway.catalogue.publish("2", fileOf(old))).rejects.toMatchObject({ status: 409 });
    const signature = sha256(Buffer.from(`qmc-catalogue\n2\n${sha256(fresh)}`));
    expect(await gateway.catalogue.latest("1")).toEqual({ version: "2", file: fileOf(fresh), signature });
    expect(await gateway.catalogue.latest("2")).toBeNull();
    expect(await mayDownload(gateway.database, counter.id, sha256(fresh))).toBe(true);
  });
});

describe("what the province notes of a counter", () => {
  it("is when it was seen, its backlog and clock, its receipts, and refusals until a run without any", async () => {
    const own = await gateway.addCounter("N1", "H34.60.1");
    const state = async () => (await listCounters(gateway.database, own.id))[0];
    expect(await state()).toMatchObject({
      receipts: 0,
      incomplete: 0,
      refusals: 0,
      backlog: null,
      lastSeenAtUtc: null,
    });
    const greeting = {
      sentAtUtc: new Date(Date.now() - 3_600_000).toISOString(),
      backlog: { operations: 3, bytes: 5_000_000_000 },
      keyGeneration: 1,
    };
    expect(await greet(gateway.database, own, greeting)).toMatchObject({ feedEnd: 0, lastReceiptNumber: 0 });
    await gateway.receive(own);
    await gateway.operations.push(own, operationOf(recordOf([randomBytes(9)])));
    await expect(gateway.operations.push(own, operationOf(recordOf(), { kind: "?" }))).rejects.toThrow();
    const noted = await state();
    expect(noted).toMatchObject({ receipts: 1, incomplete: 1, refusals: 1, backlog: greeting.backlog });
    expect(noted?.clockOffsetSeconds).toBeLessThan(-3590);
    await greet(gateway.database, own, greeting);
    expect(await state()).toMatchObject({ refusals: 1 });
    await greet(gateway.database, own, greeting);
    expect(await state()).toMatchObject({ refusals: 0 });
  });

  it("survives a counter whose clock is ten years off", async () => {
    const own = await gateway.addCounter("N2", "H34.60.1");
    const greeting = {
      sentAtUtc: "2016-01-01T00:00:00.000Z",
      backlog: { operations: 2 ** 50, bytes: 2 ** 50 },
      keyGeneration: 1,
    };
    await greet(gateway.database, own, greeting);
    const states = await listCounters(gateway.database);
    expect(states.some((state) => state.counterId === own.id)).toBe(true);
  });
});
