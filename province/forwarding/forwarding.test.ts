import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createAdapters, ForwardingSettings } from "../adapters/registry";
import { hashOf, PAGES, sampleRecord } from "../adapters/sample-dossier.fixture";
import { startMockGen2, type MockGen2 } from "../adapters/gen2/mock-gen2.fixture";
import { openPglite } from "../pglite";
import { migrate } from "../schema";
import type { Database } from "../sql";
import { createForwardingQueue, createForwardingWorker, type ForwardingQueue } from ".";

const COUNTER = randomUUID();
let database: Database;
let mock: MockGen2;
let queue: ForwardingQueue;
let nowMs: number;

beforeAll(async () => {
  database = await openPglite(undefined);
  await migrate(database);
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.execute("TRUNCATE counters CASCADE");
  mock = await startMockGen2();
  queue = createForwardingQueue(database);
  nowMs = Date.parse("2026-11-23T02:00:00.000Z");
  await database.query(
    `INSERT INTO counters (id, unit_code, unit_name, machine_code, registered_at_utc)
     VALUES ($1, 'H34.12.5', 'Xã', 'M1', '2026-11-23T01:00:00.000Z')`,
    [COUNTER],
  );
});
afterEach(() => mock.close());

function newWorker(rules: object[] = [{ procedure: "*", from: "2026-01-01", system: "vnpt" }]) {
  const settings = { url: mock.url, clientId: "tinh", clientSecret: "bi-mat", unitCode: "G22.99" };
  const systems = { vnpt: { adapter: "gen2", settings } };
  const readFile = (sha256: string) => {
    const page = PAGES.find((bytes) => hashOf(bytes) === sha256);
    return page ? Promise.resolve(page) : Promise.reject(new Error("gone"));
  };
  const adapters = createAdapters(ForwardingSettings.parse({ systems, rules }));
  return createForwardingWorker({ queue, adapters, readFile, now: () => new Date(nowMs), random: () => 0.5 });
}

async function commitDossier(number: number): Promise<string> {
  const id = randomUUID();
  const record = JSON.stringify(sampleRecord({ MaHoSo: `TAM-M1-261123-${number}` }));
  await database.query(
    `INSERT INTO dossiers (id, counter_id, provisional_code, official_code, record, state, committed_at_utc)
     VALUES ($1, $2, $3, $4, $5, 2, '2026-11-23T01:00:00.000Z')`,
    [id, COUNTER, `TAM-M1-261123-${number}`, `H34.12.5-261123-000${number}`, record],
  );
  return id;
}

const setState = (id: string, state: number) =>
  database.query("UPDATE dossiers SET state = $2 WHERE id = $1", [id, state]);
const foreignCodeOf = async (id: string) =>
  (
    await database.query<{ code: string | null }>(
      "SELECT foreign_code AS code FROM forwardings WHERE dossier_id = $1",
      [id],
    )
  )[0]?.code;

describe("the queue towards another system", () => {
  it("has every committed dossier, and its later states in their order", async () => {
    const id = await commitDossier(1);
    const worker = newWorker();
    expect(await worker.drain()).toBe(1);
    await setState(id, 4);
    await setState(id, 9);
    expect(await worker.drain()).toBe(1);
    expect(mock.progress.map((row) => row["TrangThai"])).toEqual([2, 4, 9]);
    expect(await foreignCodeOf(id)).toBe([...mock.dossiers.keys()][0]);
    expect(await worker.drain()).toBe(0);
  });

  it("goes on with the others when one is parked, and with it once it is put back", async () => {
    const [first] = [await commitDossier(1), await commitDossier(2)];
    const words = JSON.stringify({ code: 400, message: "Mã thủ tục đã bị khóa", data: null });
    mock.fault = (name, at) => (name === "HoSo" && at === 0 ? { when: "before", status: 200, body: words } : undefined);
    const worker = newWorker();
    await worker.drain();
    const parked = await queue.listParked();
    expect(parked.map(({ reason }) => reason)).toEqual(["Mã thủ tục đã bị khóa"]);
    expect(mock.dossiers.size).toBe(1);
    expect(await queue.release(parked[0]?.dossierId ?? "")).toBe(true);
    expect(await queue.release(first)).toBe(false);
    await worker.drain();
    expect(mock.dossiers.size).toBe(2);
  });

  it("waits longer from failure to failure, and drops nothing", async () => {
    await commitDossier(1);
    mock.fault = (name, at) => (name === "GetToken" && at < 4 ? { when: "before", status: 503, body: "" } : undefined);
    const worker = newWorker();
    const pauses: number[] = [];
    for (let round = 0; round < 40 && mock.dossiers.size === 0; round += 1) {
      if ((await worker.drain()) > 0) pauses.push(nowMs);
      nowMs += 5000;
    }
    expect(mock.dossiers.size).toBe(1);
    const gaps = pauses.slice(1).map((at, index) => at - (pauses[index] ?? 0));
    expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
    expect(gaps.length).toBeGreaterThan(2);
  });

  it("is shared by two processes: each dossier is sent by one of them", async () => {
    for (let number = 1; number <= 6; number += 1) await commitDossier(number);
    const counts = await Promise.all([newWorker().drain(), newWorker().drain()]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(6);
    expect(mock.dossiers.size).toBe(6);
    expect(mock.calls.filter((name) => name === "HoSo")).toHaveLength(6);
  });

  it("goes on after the process died in the middle, once its lease has run out, with the number it had", async () => {
    const id = await commitDossier(1);
    const dead = await queue.lease(new Date(nowMs));
    expect(dead?.dossier.dossierId).toBe(id);
    if (dead) await queue.keep(dead, { code: "G22.99-261123-7777" }, new Date(nowMs));
    expect(await newWorker().drain()).toBe(0);
    nowMs += 61_000;
    expect(await newWorker().drain()).toBe(1);
    expect(await foreignCodeOf(id)).toBe("G22.99-261123-7777");
    expect(dead && (await queue.keep(dead, {}, new Date(nowMs)))).toBe(false);
  });

  it("holds what is changed while it is being sent", async () => {
    const id = await commitDossier(1);
    const leased = await queue.lease(new Date(nowMs));
    await setState(id, 4);
    if (leased) await queue.finish(leased, null);
    expect(await newWorker().drain()).toBe(1);
    expect(mock.progress.map((row) => row["TrangThai"])).toEqual([2, 4]);
  });

  it("sends nothing of a procedure that no rule names", async () => {
    await commitDossier(1);
    expect(await newWorker([{ procedure: "9.999999", from: "2026-01-01", system: "vnpt" }]).drain()).toBe(1);
    expect(mock.calls).toEqual([]);
  });
});
