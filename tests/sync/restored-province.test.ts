// The province comes back from yesterday's backup (R28): what it forgot is sent again, and nothing stands twice.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startProvince, type Province } from "../../province/start";
import { askAsClerk } from "./clerk.fixture";
import { ADMIN_TOKEN, createCounter, ENROLMENT_CODE, randomPage } from "./counter.fixture";

interface Listing {
  total: number;
  operations: number;
  items: { dossierId: string; officialCode: string; fileCount: number }[];
}

/** A province whose data folder can be put back to what it was at the start. */
async function openRestorable() {
  const base = fs.mkdtempSync(path.join(os.tmpdir(), "restored-"));
  onTestFinished(() => fs.rmSync(base, { recursive: true, force: true }));
  const [dataFolder, backup] = [path.join(base, "data"), path.join(base, "backup")];
  const open = (port = 0) =>
    startProvince({ dataFolder, port, enrolmentCode: ENROLMENT_CODE, adminToken: ADMIN_TOKEN });
  let province = await open();
  const port = Number(new URL(province.url).port);
  onTestFinished(() => province.close());
  return {
    url: province.url,
    list: () => listAt(province),
    issueCode: (unitCode: string) => issueCodeAt(province, unitCode),
    async backUp() {
      await province.close();
      fs.cpSync(dataFolder, backup, { recursive: true });
      province = await open(port);
    },
    async restore() {
      await province.close();
      fs.rmSync(dataFolder, { recursive: true });
      fs.cpSync(backup, dataFolder, { recursive: true });
      province = await open(port);
    },
  };
}

const issueCodeAt = async (province: Province, unitCode: string) =>
  (await askAsClerk<{ code: string }>(province.url, "enrolments", { unitCode })).code;

const listAt = (province: Province) => askAsClerk<Listing>(province.url, "dossiers?limit=1000");

it("finds out by its receipts, sends what is missing with its files, and keeps the codes that are free", async () => {
  const province = await openRestorable();
  const counter = createCounter({ unitCode: "H34.12.401" }).open();
  onTestFinished(() => counter.close());
  await counter.sync.register({ provinceUrl: province.url, enrolmentCode: ENROLMENT_CODE });
  const ids = [counter.receive([randomPage(5000)]), counter.receive([randomPage(5000)])];
  await counter.sync.runNow();
  await province.backUp();
  ids.push(counter.receive([randomPage(5000)]), counter.receive([]));
  await counter.sync.runNow();
  const before = await province.list();
  expect(before.total).toBe(4);

  await province.restore();
  expect((await province.list()).total).toBe(2);
  await counter.sync.runNow();
  await counter.sync.runNow();
  const after = await province.list();
  expect(after.items.map(({ dossierId }) => dossierId).sort()).toEqual([...ids].sort());
  expect(after.operations).toBe(4);
  expect(after.items.map(({ officialCode }) => officialCode).sort()).toEqual(
    before.items.map(({ officialCode }) => officialCode).sort(),
  );
  expect(counter.sync.status()).toMatchObject({ sent: 4, waiting: 0, attention: 0 });
  const seen = after.items.map(({ dossierId, officialCode }) => counter.officialCodeOf(dossierId) === officialCode);
  expect(seen).toEqual([true, true, true, true]);
}, 90_000);

it("sends all again when the backup is older than the counter's enrolment, each time, after a new enrolment", async () => {
  const province = await openRestorable();
  await province.backUp();
  const unitCode = "H34.12.402";
  const counter = createCounter({ unitCode }).open();
  onTestFinished(() => counter.close());
  const idNow = () =>
    counter.storage.read.value<string>("SELECT value ->> 'counterId' FROM sync_state WHERE key = 'registration'");
  const enrol = async () =>
    counter.sync.register({ provinceUrl: province.url, enrolmentCode: await province.issueCode(unitCode) });
  await enrol();
  const ids = [counter.receive([randomPage(5000)]), counter.receive([randomPage(5000)]), counter.receive([])];
  await counter.sync.runNow();
  const codes = ids.map((id) => counter.officialCodeOf(id));
  expect(counter.sync.status().sent).toBe(3);
  for (const _time of [1, 2]) {
    const former = idNow();
    await province.restore();
    expect((await counter.sync.runNow()).lastFault).toMatchObject({
      code: "PROVINCE_UNAUTHORISED",
      facts: { cause: "unknown" },
    });
    await enrol();
    expect(idNow()).not.toBe(former);
    await counter.sync.runNow();
    await counter.sync.runNow();
    const after = await province.list();
    expect(after.items.map(({ dossierId }) => dossierId).sort()).toEqual([...ids].sort());
    expect(after.operations).toBe(3);
    expect(counter.sync.status()).toMatchObject({ sent: 3, waiting: 0, attention: 0 });
    expect(ids.map((id) => counter.officialCodeOf(id))).toEqual(codes);
    expect(after.items.map(({ officialCode }) => officialCode).sort()).toEqual([...codes].sort());
  }
}, 90_000);

it("sends nothing again when the PC is enrolled as another machine of its unit and the province has lost nothing", async () => {
  const province = await openRestorable();
  const unitCode = "H34.12.403";
  const place = createCounter({ unitCode });
  const before = place.open();
  await before.sync.register({ provinceUrl: province.url, enrolmentCode: ENROLMENT_CODE });
  const sent = before.receive([randomPage(5000)]);
  await before.sync.runNow();
  const waiting = before.receive([]);
  await before.close();
  const after = createCounter({ unitCode, machineCode: "M2", folder: place.folder }).open();
  onTestFinished(() => after.close());
  await after.sync.register({ provinceUrl: province.url, enrolmentCode: ENROLMENT_CODE });
  await after.sync.runNow();
  expect([after.stateOf(sent), after.stateOf(waiting)]).toEqual(["sent", "sent"]);
  expect(await province.list()).toMatchObject({ total: 2, operations: 2 });
});
