// R27: three days without a line, a queue of thousands, then the hour of a bad line: it drains steadily, each dossier in its order.
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeAll, expect, it } from "vitest";
import { createCounter, randomPage } from "../../sync/counter.fixture";
import { bySize, NOTHING_WRONG, SEED, writeAccount } from "./account-line";
import { buildPrograms, openNetworkBed, type NetworkBed } from "./network-bed";
import { PROFILES } from "./profiles";

const DOSSIERS = bySize({ short: 24, soak: 2000 });
const PAGE_BYTES = bySize({ short: 3000, soak: 10_000 });
const OFFLINE_MS = 72 * 3_600_000;
const TEST_MS = bySize({ short: 170_000, soak: 3 * 3_600_000 });
const LOOK_MS = 500;

let bed: NetworkBed;
beforeAll(buildPrograms);
afterEach(() => bed.close());

/** Dossiers over three days, each with pages that came later, by a clock that ends now. */
async function workOffline(): Promise<number> {
  const begin = Date.now() - OFFLINE_MS;
  let done = 0;
  const clock = { now: () => new Date(begin + (done / (DOSSIERS * 2)) * OFFLINE_MS) };
  const counter = createCounter({ ...bed.folderOf(0), clock }).open();
  const ids: string[] = [];
  for (let index = 0; index < DOSSIERS; index += 1, done += 2) {
    ids.push(counter.receive([randomPage(PAGE_BYTES)]));
    const earlier = ids[Math.floor(ids.length / 2)];
    if (earlier !== undefined) counter.supplement(earlier, [randomPage(PAGE_BYTES / 3)]);
  }
  ids.forEach((id) => bed.told.add(id));
  const total = counter.storage.read.value<number>("SELECT count(*) FROM outbox") ?? 0;
  await counter.close();
  return total;
}

it(
  `three days offline: ${DOSSIERS} dossiers go out over P2, each in its order`,
  async () => {
    bed = await openNetworkBed({ clients: 1, seed: SEED });
    await bed.startGateway();
    bed.startCounter(0, { dossiers: 0 });
    await expect.poll(() => bed.last(0).rssBytes, { timeout: 30_000 }).toBeGreaterThan(0); // enrolled
    await bed.killCounter(0);
    const total = await workOffline();
    bed.network.shape(0, PROFILES.P2);
    bed.startCounter(0, { dossiers: 0, requestTimeoutMs: 120_000 });
    const begun = Date.now();
    let movedAt = begun;
    let longestMs = 0;
    for (let sent = 0; sent < total && Date.now() - begun < TEST_MS - 40_000; await pause(LOOK_MS)) {
      if (bed.last(0).sent === sent) continue;
      longestMs = Math.max(longestMs, Date.now() - movedAt);
      movedAt = Date.now();
      ({ sent } = bed.last(0));
    }
    const seconds = (ms: number) => Math.round(ms / 1000);
    const took = `seconds ${seconds(Date.now() - begun)} longest without one more ${seconds(longestMs)}`;
    const verdict = await bed.judge();
    writeAccount("three days offline", `dossiers ${DOSSIERS} operations ${total} ${took}`, verdict);
    expect(verdict).toEqual(NOTHING_WRONG);
  },
  TEST_MS,
);
