// A counter enrols in the real program: its device key stands in the key store and still signs after a restart.
import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { registerCounter } from "../../scripts/driver/person.mjs";
import { askAsClerk, ENROLMENT_CODE, startProvince } from "../../scripts/driver/province.mjs";
import { makeFolder, openCounter } from "./counter";

let province: Awaited<ReturnType<typeof startProvince>>;
beforeAll(async () => {
  province = await startProvince({ dataFolder: makeFolder("identity-province") });
});
afterAll(() => province.stop());

interface Counters {
  counters: { counterId: string; lastSeenAtUtc: string | null }[];
}

const counters = async () => ((await askAsClerk(province, "/v1/admin/counters")) as Counters).counters;

async function seenAfter(time: string): Promise<void> {
  await expect
    .poll(async () => (await counters()).some(({ lastSeenAtUtc }) => (lastSeenAtUtc ?? "") > time), { timeout: 60_000 })
    .toBe(true);
}

it("is known to the province, before and after a restart", async () => {
  const dataFolder = makeFolder("identity");
  const first = await openCounter(dataFolder);
  await registerCounter(first.page, { url: province.url, code: ENROLMENT_CODE });
  await seenAfter("");
  await first.close();
  const [secret, ...more] = fs.readdirSync(dataFolder).filter((name) => name.startsWith("secret-device-key-"));
  expect(more).toEqual([]);
  expect(fs.readFileSync(path.join(dataFolder, secret ?? ""), "latin1")).not.toContain('"current"');
  const closedAt = new Date().toISOString();
  const second = await openCounter(dataFolder);
  await seenAfter(closedAt);
  await second.close();
  expect(await counters()).toHaveLength(1);
});
