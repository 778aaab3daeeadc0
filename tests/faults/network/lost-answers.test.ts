// R19, R20: the province carries out and its answer is lost; requests come twice, or late, after those that replaced them.
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import type { Behaviour, Seen } from "../../sync/bad-line.fixture";
import { randomPage, type Counter } from "../../sync/counter.fixture";
import { seededRandom } from "../seeded-random";
import { bySize, NOTHING_WRONG, SEED, writeAccount } from "./account-line";
import { openGatewayBed, type GatewayBed } from "./gateway-bed";

const LOST_ANSWERS = bySize({ short: 300, soak: 10_000 });
const DISTURBED = bySize({ short: 200, soak: 5000 });
const LATEST_MS = 400;
const TEST_MS = bySize({ short: 120_000, soak: 3_600_000 });
const MOST_OPEN = 40;

let bed: GatewayBed;
afterEach(() => bed.close());

interface Storm {
  count: number;
  random: () => number;
  spoil(request: Seen): Behaviour;
}

/** Dossiers with none to two pages, sent over a line that spoils so many requests; then the line is good. */
async function send(counter: Counter, { count, random, spoil }: Storm): Promise<{ told: string[]; spoilt: number }> {
  const told: string[] = [];
  let spoilt = 0;
  bed.line.behave = (request) => {
    const behaviour = spoil(request);
    if (behaviour !== "pass") spoilt += 1;
    return behaviour;
  };
  while (spoilt < count) {
    const { waiting } = counter.sync.status();
    for (let index = waiting; index < MOST_OPEN; index += 1)
      told.push(counter.receive(Array.from({ length: Math.floor(random() * 3) }, () => randomPage(20_000))));
    await counter.sync.runNow();
  }
  bed.line.behave = () => "pass";
  await pause(LATEST_MS + 200);
  for (let runs = 0; runs < 20 && counter.sync.status().waiting > 0; runs += 1) await counter.sync.runNow();
  return { told, spoilt };
}

const isWork = ({ method, path }: Seen): boolean =>
  method !== "GET" && method !== "HEAD" && /^\/v1\/(operations|uploads|session)/.test(path);

describe("answers that never come", () => {
  it(
    `lose and double nothing, ${LOST_ANSWERS} times`,
    async () => {
      bed = await openGatewayBed("H41.1");
      const random = seededRandom(SEED);
      const spoil = (request: Seen): Behaviour => (isWork(request) && random() < 0.4 ? "lose_answer" : "pass");
      const { told, spoilt } = await send(await bed.openCounter(), { count: LOST_ANSWERS, random, spoil });
      const verdict = await bed.judge(told);
      writeAccount("lost answers", `dropped ${spoilt} dossiers ${told.length}`, verdict);
      expect(verdict).toEqual(NOTHING_WRONG);
    },
    TEST_MS,
  );
});

describe("requests that come twice or after others", () => {
  it(
    `have the effect of one that came once and in time, ${DISTURBED} times`,
    async () => {
      bed = await openGatewayBed("H41.2");
      const random = seededRandom(SEED + 1);
      const spoil = (request: Seen): Behaviour => {
        const kind = random();
        if (!isWork(request) || kind > 0.4) return "pass";
        return kind < 0.2 ? "twice" : { lateMs: Math.floor(random() * LATEST_MS) };
      };
      const { told, spoilt } = await send(await bed.openCounter(), { count: DISTURBED, random, spoil });
      const verdict = await bed.judge(told);
      writeAccount("twice and late", `requests ${spoilt} dossiers ${told.length}`, verdict);
      expect(verdict).toEqual(NOTHING_WRONG);
    },
    TEST_MS,
  );
});
