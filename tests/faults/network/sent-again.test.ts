// R17: what a cut costs. Pages go over a line that is cut in the middle of pieces: at most one piece is sent again for each.
import { afterEach, expect, it } from "vitest";
import type { Behaviour, Seen } from "../../sync/bad-line.fixture";
import { randomPage } from "../../sync/counter.fixture";
import { seededRandom } from "../seeded-random";
import { bySize, NOTHING_WRONG, SEED, writeAccount } from "./account-line";
import { openGatewayBed, type GatewayBed } from "./gateway-bed";

const CUTS = bySize({ short: 40, soak: 2000 });
const TEST_MS = bySize({ short: 120_000, soak: 3_600_000 });
/** As the counter of these tests has it: counter.fixture.ts. */
const PIECE_BYTES = 16 * 1024;
const PAGE_BYTES = 100_000;
const PAGES = 3;

let bed: GatewayBed;
afterEach(() => bed.close());

it(
  `sends at most one piece again for each of ${CUTS} cuts`,
  async () => {
    bed = await openGatewayBed("H41.7");
    const random = seededRandom(SEED);
    const counter = await bed.openCounter();
    const told: string[] = [];
    let cuts = 0;
    const cut = (): Behaviour => {
      cuts += 1;
      return { cutAfterBytes: Math.floor(random() * PIECE_BYTES) };
    };
    bed.line.behave = ({ method }) => (method === "PATCH" && cuts < CUTS && random() < 0.3 ? cut() : "pass");
    for (let runs = 0; (cuts < CUTS || counter.sync.status().waiting > 0) && runs < CUTS * 3; runs += 1) {
      if (counter.sync.status().waiting === 0)
        told.push(counter.receive(Array.from({ length: PAGES }, () => randomPage(PAGE_BYTES))));
      await counter.sync.runNow();
    }
    const pieces = bed.line.seen.filter(isOfPage).map(({ bodyBytes }) => bodyBytes);
    const payload = told.length * PAGES * PAGE_BYTES;
    const again = pieces.reduce((sum, bytes) => sum + bytes, 0) - payload;
    const verdict = await bed.judge(told);
    const perCut = `pieces a cut ${(again / cuts / PIECE_BYTES).toFixed(2)}`;
    writeAccount("sent again", `cuts ${cuts} dossiers ${told.length} bytes ${again} of ${payload} ${perCut}`, verdict);
    expect(verdict).toEqual(NOTHING_WRONG);
    expect(cuts).toBe(CUTS);
    expect(again).toBeGreaterThanOrEqual(0);
    expect(again).toBeLessThanOrEqual(cuts * Math.max(...pieces));
  },
  TEST_MS,
);

/** The beginning of an upload may bring its first piece. */
const isOfPage = ({ method, path }: Seen): boolean =>
  method === "PATCH" || (method === "POST" && path.startsWith("/v1/uploads"));
