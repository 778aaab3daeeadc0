// R2 on both sides, R17, R18, R29: real processes on hosts of their own, over lines that are cut, slow and lossy.
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "../seeded-random";
import { bySize, isSoak, NOTHING_WRONG, SEED, writeAccount } from "./account-line";
import { buildPrograms, openNetworkBed, type NetworkBed } from "./network-bed";
import { PROFILES, type Profile } from "./profiles";

const KILLS = bySize({ short: 20, soak: 1000 });
const PARTITIONED_RUNS = bySize({ short: 5, soak: 100 });
const LONGEST_CUT_MS = bySize({ short: 2000, soak: 10_000 });
const CUTS_A_RUN = bySize({ short: 4, soak: 30 });
const TEST_MS = bySize({ short: 170_000, soak: 10 * 3_600_000 });
const DRAIN_MS = bySize({ short: 120_000, soak: 9 * 3_600_000 });
/** All its losses; in the short form a quarter of its delay, because TCP alone needs minutes otherwise. */
const HOSTILE = isSoak ? PROFILES.P4 : { ...PROFILES.P4, name: "P4 quarter delay", delayMs: 100, jitterMs: 50 };
const DECADE_SECONDS = 10 * 365 * 86_400;

let bed: NetworkBed;

async function drained(clients: number, dossiers: number): Promise<void> {
  const done = (client: number) => bed.last(client).sent + bed.last(client).attention >= dossiers;
  const end = Date.now() + DRAIN_MS;
  while (Date.now() < end && !Array.from({ length: clients }, (_, index) => done(index)).every(Boolean))
    await pause(200);
}

describe("counters and a gateway on hosts of their own", () => {
  beforeAll(buildPrograms);
  afterEach(() => bed.close());

  it(
    `lose and double nothing in ${KILLS} kills of either side`,
    async () => {
      const random = seededRandom(SEED);
      bed = await openNetworkBed({ clients: 2, seed: SEED });
      await bed.startGateway();
      const work = { dossiers: KILLS * 6, everyMs: 40 };
      for (const client of [0, 1]) bed.startCounter(client, work);
      for (let kill = 0; kill < KILLS; kill += 1) {
        await pause(300 + random() * 900);
        const victim = Math.floor(random() * 3);
        if (victim === 2) {
          await bed.killGateway();
          await bed.startGateway();
        } else {
          await bed.killCounter(victim);
          bed.startCounter(victim, work);
        }
      }
      await drained(2, work.dossiers);
      const verdict = await bed.judge();
      writeAccount("killed on both sides", `kills ${KILLS} dossiers ${bed.told.size}`, verdict);
      expect(bed.told.size).toBeGreaterThan(KILLS);
      expect(verdict).toEqual(NOTHING_WRONG);
    },
    TEST_MS,
  );

  it(
    `is not stuck after ${PARTITIONED_RUNS} times of partitions, and all agree`,
    async () => {
      const random = seededRandom(SEED + 1);
      bed = await openNetworkBed({ clients: 4, seed: SEED });
      await bed.startGateway();
      let cuts = 0;
      for (let run = 1; run <= PARTITIONED_RUNS; run += 1) {
        const work = { dossiers: run * 12, everyMs: 150 };
        for (let client = 0; client < 4; client += 1) {
          await bed.killCounter(client);
          bed.startCounter(client, work);
        }
        cuts += await partition(random);
        await drained(4, work.dossiers);
      }
      const verdict = await bed.judge();
      const what = `runs ${PARTITIONED_RUNS} counters 4 cuts ${cuts} dossiers ${bed.told.size}`;
      writeAccount("partitions", what, verdict);
      expect(verdict).toEqual(NOTHING_WRONG);
    },
    TEST_MS,
  );

  /** Cuts each line in, out or both ways, again and again, each by itself; in the end all lines are whole. */
  async function partition(random: () => number): Promise<number> {
    const lines = [0, 1, 2, 3].map(async (line) => {
      for (let cut = 0; cut < CUTS_A_RUN; cut += 1) {
        const kind = Math.floor(random() * 3);
        bed.network.cut(line, { up: kind !== 1, down: kind !== 0 });
        await pause(random() * LONGEST_CUT_MS);
        bed.network.cut(line, { up: false, down: false });
        await pause((random() * LONGEST_CUT_MS) / 2);
      }
    });
    await Promise.all(lines);
    return CUTS_A_RUN * 4;
  }

  /** Pages are small on P1 (20 kbit/s), or the long form would take a day. */
  const LINES: { profile: Profile; short: [dossiers: number, pages: number]; pageBytes: number }[] = [
    { profile: PROFILES.P1, short: [1, 1], pageBytes: 2000 },
    { profile: PROFILES.P2, short: [5, 2], pageBytes: 20_000 },
    { profile: PROFILES.P3, short: [2, 2], pageBytes: 20_000 },
    { profile: HOSTILE, short: [1, 1], pageBytes: isSoak ? 2000 : 20_000 },
  ];

  it.each(LINES)(
    "enrols, and brings everything once, over a bad line: $profile.name",
    async ({ profile, short, pageBytes }) => {
      const [dossiers, pages] = isSoak ? [200, 10] : short;
      bed = await openNetworkBed({ clients: 1, seed: SEED });
      await bed.startGateway();
      bed.network.shape(0, profile);
      const begun = Date.now();
      bed.startCounter(0, { dossiers, pages, pageBytes, requestTimeoutMs: 120_000 });
      await drained(1, dossiers);
      const seconds = Math.round((Date.now() - begun) / 1000);
      const { up } = await bed.network.stats(0);
      const verdict = await bed.judge();
      const onLine = `bytes/payload ${(up.bytes / (dossiers * pages * pageBytes)).toFixed(2)}`;
      const what = `dossiers ${dossiers} pages ${pages} of ${pageBytes} seconds ${seconds} ${onLine}`;
      writeAccount(`line ${profile.name}`, what, verdict);
      expect(bed.told.size).toBe(dossiers);
      expect(verdict).toEqual(NOTHING_WRONG);
    },
    TEST_MS,
  );

  it(
    "delivers from counters whose clocks are ten years off",
    async () => {
      bed = await openNetworkBed({ clients: 2, seed: SEED });
      await bed.startGateway();
      bed.startCounter(0, { dossiers: 8, clockErrorSeconds: DECADE_SECONDS });
      bed.startCounter(1, { dossiers: 8, clockErrorSeconds: -DECADE_SECONDS });
      await drained(2, 8);
      const verdict = await bed.judge();
      writeAccount("clocks ten years off", `dossiers ${bed.told.size}`, verdict);
      expect(verdict).toEqual(NOTHING_WRONG);
    },
    TEST_MS,
  );
});
