// The province changes its own keys under its counters: those over the line, those that use nothing but the stick, and those
// that did not get the answer that told of it.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openDatabase } from "../../province/database";
import { retireKeys, rotateKeys } from "../../province/identity/key-generations";
import type { Database } from "../../province/sql";
import { startProvince } from "../../province/start";
import { BUNDLE_EXTENSION, RECEIPT_EXTENSION, type ProvinceIdentity } from "../../shared/wire";
import { openBadLine } from "./bad-line.fixture";
import { createCounter, ENROLMENT_CODE, randomPage, type Counter } from "./counter.fixture";

function makeFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "rotation-"));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** On a folder of its own, at the same address after each change of its keys. */
async function openProvince() {
  const dataFolder = makeFolder();
  const open = (port = 0) => startProvince({ dataFolder, port, enrolmentCode: ENROLMENT_CODE });
  let province = await open();
  const port = Number(new URL(province.url).port);
  onTestFinished(() => province.close());
  const line = await openBadLine(province.url);
  onTestFinished(() => line.close());
  async function change(work: (database: Database) => Promise<unknown>): Promise<void> {
    await province.close();
    const database = await openDatabase({ dataFolder });
    try {
      await work(database);
    } finally {
      await database.close();
      province = await open(port);
    }
  }
  return {
    line,
    directUrl: province.url,
    rotate: () => change(rotateKeys),
    forgetSecrets: () =>
      change((database) => database.query("DELETE FROM province_keys WHERE name IN ('token-1', 'challenge-1')")),
    retire: (number: number, anyway = false) => change((database) => retireKeys(database, { number, anyway })),
    /** Of a bundle on a stick. @returns the receipt bundle beside it */
    async accept(file: string): Promise<string> {
      const place = file.replace(new RegExp(`${BUNDLE_EXTENSION}$`), RECEIPT_EXTENSION);
      fs.writeFileSync(place, await province.acceptBundle(file));
      return place;
    },
  };
}

let units = 0;

async function enrolAt({ line }: Awaited<ReturnType<typeof openProvince>>): Promise<Counter> {
  units += 1;
  const place = createCounter({ unitCode: `H34.50.${units}` });
  const counter = place.open();
  onTestFinished(async () => {
    await counter.close();
    fs.rmSync(place.folder, { recursive: true });
  });
  await counter.sync.register({ provinceUrl: line.url, enrolmentCode: ENROLMENT_CODE });
  return counter;
}

function keysOf({ storage }: Counter): ProvinceIdentity {
  const text = storage.read.value<string>("SELECT value FROM sync_state WHERE key = 'registration'") ?? "{}";
  return (JSON.parse(text) as { province: ProvinceIdentity }).province;
}

async function exportOne(counter: Counter) {
  const id = counter.receive([randomPage(5000)]);
  const { file } = await counter.sync.bundle.export(makeFolder());
  return { id, file };
}

it("is told by the next session, and what was on its way to the keys of before is taken", async () => {
  const province = await openProvince();
  const counter = await enrolAt(province);
  const first = keysOf(counter);
  for (let rotations = 1; rotations <= 2; rotations += 1) {
    const { id, file } = await exportOne(counter);
    await province.rotate();
    await counter.sync.bundle.import(await province.accept(file));
    expect(counter.stateOf(id)).toBe("sent");
    const next = counter.receive([randomPage(5000)]);
    expect((await counter.sync.runNow()).link).toBe("online");
    expect(counter.stateOf(next)).toBe("sent");
    const keys = keysOf(counter);
    expect(keys.signingKeys).toHaveLength(rotations + 1);
    expect(keys.signingKeys.at(-1)).toBe(first.signingKeys[0]);
    expect(keys.bundleRecipient).not.toBe(first.bundleRecipient);
  }
  await expect(province.retire(3)).rejects.toThrow("newest");
  await province.retire(1);
  await counter.sync.runNow();
  expect(keysOf(counter).signingKeys).toHaveLength(2);
  const { id, file } = await exportOne(counter);
  await counter.sync.bundle.import(await province.accept(file));
  expect(counter.stateOf(id)).toBe("sent");
});

it("understands the receipts that come by stick, also when it was not told, or the answer that told it was lost", async () => {
  const province = await openProvince();
  const [onStickOnly, cutOff] = [await enrolAt(province), await enrolAt(province)];
  await province.rotate();
  province.line.behave = ({ path: asked }) => (asked === "/v1/session" ? "lose_answer" : "pass");
  expect((await cutOff.sync.runNow()).link).not.toBe("online");
  await province.rotate();
  for (const counter of [onStickOnly, cutOff]) {
    expect(keysOf(counter).signingKeys).toHaveLength(1);
    const { id, file } = await exportOne(counter);
    const receipts = await province.accept(file);
    const before = fs.readFileSync(receipts, "utf8");
    expect(fs.readFileSync(await province.accept(file), "utf8")).toBe(before);
    await counter.sync.bundle.import(receipts);
    expect(counter.stateOf(id)).toBe("sent");
  }
});

it("refuses and is refused once its keys are retired, loses nothing by it, and goes on after one run over the line", async () => {
  const province = await openProvince();
  const counter = await enrolAt(province);
  const { id, file } = await exportOne(counter);
  const receipts = await province.accept(file);
  await province.rotate();
  await expect(province.retire(1)).rejects.toThrow("yet: 1");
  await province.retire(1, true);
  // Made and signed before: it still knows that key.
  await counter.sync.bundle.import(receipts);
  expect(counter.stateOf(id)).toBe("sent");
  const later = await exportOne(counter);
  await expect(province.accept(later.file)).rejects.toMatchObject({ code: "BUNDLE_REFUSED" });
  expect(counter.stateOf(later.id)).toBe("waiting");
  await counter.sync.runNow();
  expect(counter.stateOf(later.id)).toBe("sent");
  await expect(counter.sync.bundle.import(receipts)).rejects.toMatchObject({ code: "BUNDLE_FORGED" });
  const last = await exportOne(counter);
  await counter.sync.bundle.import(await province.accept(last.file));
  expect(counter.stateOf(last.id)).toBe("sent");
});

it("gets the answer of before under a key that stays, when the one that has signed it is retired", async () => {
  const province = await openProvince();
  const counter = await enrolAt(province);
  await province.rotate();
  await counter.sync.runNow();
  const { id, file } = await exportOne(counter);
  const before = fs.readFileSync(await province.accept(file), "utf8").split("\n");
  await province.retire(1);
  const receipts = await province.accept(file);
  const after = fs.readFileSync(receipts, "utf8").split("\n");
  expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
  expect(after[2]).not.toBe(before[2]);
  await counter.sync.bundle.import(receipts);
  expect(counter.stateOf(id)).toBe("sent");
});

it("is at the same province after a rotation, at whatever address; without a common key only at the same one", async () => {
  const province = await openProvince();
  const counter = await enrolAt(province);
  const waiting = counter.receive([]);
  const enrolAgain = (provinceUrl: string) => counter.sync.register({ provinceUrl, enrolmentCode: ENROLMENT_CODE });
  await province.rotate();
  await enrolAgain(province.directUrl);
  expect([counter.stateOf(waiting), keysOf(counter).signingKeys.length]).toEqual(["waiting", 2]);
  await province.rotate();
  await province.retire(2, true);
  await province.retire(1, true);
  await expect(enrolAgain(province.line.url)).rejects.toMatchObject({ code: "PROVINCE_ACCOUNT_CHANGED" });
  await enrolAgain(province.directUrl);
  expect(keysOf(counter).signingKeys).toHaveLength(1);
  await counter.sync.runNow();
  expect(counter.stateOf(waiting)).toBe("sent");
});

it("signs in again by itself when the secrets of tokens and challenges were taken away", async () => {
  const province = await openProvince();
  const counter = await enrolAt(province);
  expect((await counter.sync.runNow()).link).toBe("online");
  const before = keysOf(counter);
  await province.forgetSecrets();
  const id = counter.receive([randomPage(5000)]);
  expect((await counter.sync.runNow()).link).toBe("online");
  expect(counter.stateOf(id)).toBe("sent");
  expect(keysOf(counter)).toEqual(before);
});
