// The province comes back from yesterday's backup (R28): what it forgot is sent again, and nothing stands twice.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startProvince, type Province } from "../../province/start";
import { ADMIN_TOKEN, createCounter, ENROLMENT_CODE, randomPage } from "./counter.fixture";

interface Listing {
  total: number;
  operations: number;
  items: { dossierId: string; officialCode: string; fileCount: number }[];
}

async function listAt(province: Province): Promise<Listing> {
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}` };
  return (await (await fetch(`${province.url}/v1/admin/dossiers?limit=1000`, { headers })).json()) as Listing;
}

it("finds out by its receipts, sends what is missing with its files, and keeps the codes that are free", async () => {
  const base = fs.mkdtempSync(path.join(os.tmpdir(), "restored-"));
  onTestFinished(() => fs.rmSync(base, { recursive: true, force: true }));
  const [dataFolder, backup] = [path.join(base, "data"), path.join(base, "backup")];
  const open = (port = 0) =>
    startProvince({ dataFolder, port, enrolmentCode: ENROLMENT_CODE, adminToken: ADMIN_TOKEN });
  let province = await open();
  const port = Number(new URL(province.url).port);
  const counter = createCounter({ unitCode: "H34.12.401" }).open();
  onTestFinished(() => counter.close());
  await counter.sync.register({ provinceUrl: province.url, enrolmentCode: ENROLMENT_CODE });
  const ids = [counter.receive([randomPage(5000)]), counter.receive([randomPage(5000)])];
  await counter.sync.runNow();
  await province.close();
  fs.cpSync(dataFolder, backup, { recursive: true });
  province = await open(port);
  ids.push(counter.receive([randomPage(5000)]), counter.receive([]));
  await counter.sync.runNow();
  const before = await listAt(province);
  expect(before.total).toBe(4);
  await province.close();

  fs.rmSync(dataFolder, { recursive: true });
  fs.cpSync(backup, dataFolder, { recursive: true });
  province = await open(port);
  expect((await listAt(province)).total).toBe(2);
  await counter.sync.runNow();
  await counter.sync.runNow();
  const after = await listAt(province);
  expect(after.items.map(({ dossierId }) => dossierId).sort()).toEqual([...ids].sort());
  expect(after.operations).toBe(4);
  expect(after.items.map(({ officialCode }) => officialCode).sort()).toEqual(
    before.items.map(({ officialCode }) => officialCode).sort(),
  );
  expect(counter.sync.status()).toMatchObject({ sent: 4, waiting: 0, attention: 0 });
  const seen = after.items.map(({ dossierId, officialCode }) => counter.officialCodeOf(dossierId) === officialCode);
  expect(seen).toEqual([true, true, true, true]);
  await province.close();
}, 90_000);
