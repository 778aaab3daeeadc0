// R21–R24: whatever answers in the province's place, so often at whatever step: nothing counts as sent without its receipt,
// everything arrives once, and the one dossier that the province refuses holds up no other.
import { afterEach, expect, it } from "vitest";
import type { Behaviour, Seen } from "../../sync/bad-line.fixture";
import { randomPage, type Counter } from "../../sync/counter.fixture";
import { seededRandom } from "../seeded-random";
import { bySize, NOTHING_WRONG, SEED, writeAccount } from "./account-line";
import { openGatewayBed, type GatewayBed } from "./gateway-bed";

interface Kind {
  name: string;
  times: number;
  behaviour: Behaviour;
  fits(request: Seen): boolean;
}

const TEST_MS = bySize({ short: 120_000, soak: 2 * 3_600_000 });
const REQUEST_MS = 1500;
const SHARE = 0.12;
const MOST_OPEN = 30;
const QUEUE = bySize({ short: 60, soak: 1000 });
const JSON_TYPE = { "content-type": "application/json" };
const TUS = { "tus-resumable": "1.0.0" };
const LOGIN = { body: "<html><form>", headers: { "content-type": "text/html" } };

const isWork = ({ method, path }: Seen) => method === "POST" && /^\/v1\/(operations|uploads)/.test(path);
const isSession = ({ path }: Seen) => path === "/v1/session";
const isPiece = ({ method }: Seen) => method === "PATCH";

/** R21, R22, R23 in this order. */
const KINDS: readonly Kind[] = [
  ...(
    [
      ["500", { status: 500, body: "{}", headers: JSON_TYPE }],
      ["503 with Retry-After", { status: 503, body: "", headers: { "retry-after": "1" } }],
      ["429 with Retry-After", { status: 429, body: "", headers: { "retry-after": "1" } }],
      ["502 with a page", { status: 502, ...LOGIN }],
      ["an empty 200", { status: 200, body: "" }],
      ["an answer that never ends", "drip"],
    ] satisfies [string, Behaviour][]
  ).map(([name, behaviour]) => ({ name, behaviour, times: bySize({ short: 3, soak: 200 }), fits: isWork })),
  ...(
    [
      ["a login page", { status: 200, ...LOGIN }],
      ["a redirect to one", { status: 302, body: "", headers: { location: "/login" } }],
    ] satisfies [string, Behaviour][]
  ).map(([name, behaviour]) => ({
    ...{ name, behaviour, times: bySize({ short: 3, soak: 50 }) },
    fits: (request: Seen) => isWork(request) || isSession(request),
  })),
  ...[404, 409, 410, 423, 460].map((status) => ({
    ...{ name: `${status} at a piece`, behaviour: { status, body: "", headers: TUS }, fits: isPiece },
    times: bySize({ short: 3, soak: 100 }),
  })),
  {
    name: "a truncated piece",
    behaviour: { cutAfterBytes: 700 },
    times: bySize({ short: 3, soak: 100 }),
    fits: isPiece,
  },
];

let bed: GatewayBed;
afterEach(() => bed.close());

const sentWithoutReceipt = ({ storage }: Counter) =>
  storage.read.value<number>("SELECT count(*) FROM outbox WHERE state = 'sent' AND receipt IS NULL");

async function drain(counter: Counter): Promise<void> {
  bed.line.behave = () => "pass";
  for (let runs = 0; runs < 30 && counter.sync.status().waiting > 0; runs += 1) await counter.sync.runNow();
}

it(
  "is never fooled by another answer, and delivers everything once",
  async () => {
    bed = await openGatewayBed("H41.3");
    const counter = await bed.openCounter({ requestTimeoutMs: REQUEST_MS });
    const random = seededRandom(SEED);
    const left = new Map(KINDS.map((kind) => [kind, kind.times]));
    bed.line.behave = (request) => {
      const fitting = [...left.keys()].filter((kind) => kind.fits(request));
      const kind = random() < SHARE ? fitting[Math.floor(random() * fitting.length)] : undefined;
      if (!kind) return "pass";
      const times = (left.get(kind) ?? 0) - 1;
      if (times > 0) left.set(kind, times);
      else left.delete(kind);
      return kind.behaviour;
    };
    const told: string[] = [];
    while (left.size > 0) {
      const { waiting } = counter.sync.status();
      for (let index = waiting; index < MOST_OPEN; index += 1)
        told.push(counter.receive(Array.from({ length: Math.floor(random() * 3) }, () => randomPage(60_000))));
      await counter.sync.runNow();
      expect(sentWithoutReceipt(counter)).toBe(0);
    }
    await drain(counter);
    const verdict = await bed.judge(told);
    const what = KINDS.map(({ name, times }) => `${times} × ${name}`).join(", ");
    writeAccount("hostile answers", `${what}; dossiers ${told.length}`, verdict);
    expect(verdict).toEqual(NOTHING_WRONG);
  },
  TEST_MS,
);

it(
  `sets one of ${QUEUE} dossiers aside with the province's reason, and delivers the others`,
  async () => {
    bed = await openGatewayBed("H41.4");
    const counter = await bed.openCounter();
    const refusedAt = Math.floor(seededRandom(SEED + 1)() * QUEUE);
    const ids = Array.from({ length: QUEUE }, (_, index) =>
      counter.receive([randomPage(3000)], index === refusedAt ? { procedureCode: "" } : {}),
    );
    expect(await counter.sync.runNow()).toMatchObject({ sent: QUEUE - 1, attention: 1, waiting: 0 });
    const refused = ids.splice(refusedAt, 1)[0] ?? "";
    expect(counter.sync.queue({ filter: "attention", limit: 10 })).toMatchObject([
      { dossierId: refused, operations: [{ state: "attention", fault: { code: "PROVINCE_REFUSED" } }] },
    ]);
    const verdict = await bed.judge(ids);
    const [attention, neverSent, ...stuck] = verdict.stuck; // what the checker says of the refused one
    writeAccount("one refused", `dossiers ${QUEUE} delivered ${QUEUE - 1} set aside 1`, { ...verdict, stuck });
    expect({ ...verdict, stuck }).toEqual(NOTHING_WRONG);
    expect([attention, neverSent]).toEqual([
      expect.stringContaining("attention"),
      expect.stringContaining("never sent"),
    ]);
  },
  TEST_MS,
);
