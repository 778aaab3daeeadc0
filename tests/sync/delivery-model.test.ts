// Whatever the line does, in whatever order: each dossier is at the province exactly once, with the receipt that the counter has.
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startProvince, type Province } from "../../province/start";
import { openBadLine, type BadLine, type Behaviour } from "./bad-line.fixture";
import { askAsClerk } from "./clerk.fixture";
import { ADMIN_TOKEN, createCounter, ENROLMENT_CODE, randomPage, type Counter } from "./counter.fixture";

const SEED = 20_261_122;
const RUNS = 15;

let province: Province;
let line: BadLine;
let units = 100;

beforeAll(async () => {
  province = await startProvince({ enrolmentCode: ENROLMENT_CODE, adminToken: ADMIN_TOKEN });
  line = await openBadLine(province.url);
});

afterAll(async () => {
  await line.close();
  await province.close();
});

type Step =
  { do: "receive"; pages: number } | { do: "send"; spoil: { at: number; with: Behaviour }[] } | { do: "restart" };

const behaviour: fc.Arbitrary<Behaviour> = fc.constantFrom<Behaviour>(
  "lose_answer",
  { status: 500, body: "" },
  { status: 200, body: "<html>" },
  { cutAfterBytes: 700 },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("receive" as const), pages: fc.integer({ min: 0, max: 3 }) }),
  fc.record({
    do: fc.constant("send" as const),
    spoil: fc.array(fc.record({ at: fc.integer({ min: 0, max: 12 }), with: behaviour }), { maxLength: 3 }),
  }),
  fc.record({ do: fc.constant("restart" as const) }),
);

interface Listing {
  items: { dossierId: string; officialCode: string; unitCode: string; fileCount: number }[];
}

async function atProvince(unitCode: string): Promise<Listing["items"]> {
  const { items } = await askAsClerk<Listing>(province.url, "dossiers?limit=1000");
  return items.filter((item) => item.unitCode === unitCode);
}

async function play(
  steps: readonly Step[],
  unitCode: string,
): Promise<{ counter: Counter; expected: Map<string, number> }> {
  const place = createCounter({ unitCode });
  let counter = place.open();
  const expected = new Map<string, number>();
  line.behave = () => "pass";
  await counter.sync.register({ provinceUrl: line.url, enrolmentCode: ENROLMENT_CODE });
  for (const now of steps) {
    if (now.do === "receive") {
      const pages = Array.from({ length: now.pages }, (_, index) => randomPage(10_000 + index * 10_000));
      expected.set(counter.receive(pages), now.pages);
    } else if (now.do === "send") {
      let request = -1;
      line.behave = () => {
        request += 1;
        return now.spoil.find((spoiled) => spoiled.at === request)?.with ?? "pass";
      };
      await counter.sync.runNow();
    } else {
      // As a kill leaves it: what was under way is still marked so.
      counter.storage.transaction((writer) =>
        writer.run("UPDATE outbox SET state = 'sending' WHERE state = 'waiting'"),
      );
      await counter.close();
      counter = place.open();
    }
  }
  return { counter, expected };
}

it("delivers each dossier exactly once through lost answers, errors, cuts and restarts", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
      units += 1;
      const unitCode = `H34.12.${units}`;
      const { counter, expected } = await play(steps, unitCode);
      line.behave = () => "pass";
      await counter.sync.runNow();
      const found = await atProvince(unitCode);
      expect(new Map(found.map((item) => [item.dossierId, item.fileCount]))).toEqual(expected);
      expect(found).toHaveLength(expected.size);
      for (const item of found) expect(counter.officialCodeOf(item.dossierId)).toBe(item.officialCode);
      expect(counter.sync.status()).toMatchObject({ sent: expected.size, waiting: 0, sending: 0, attention: 0 });
      await counter.close();
    }),
    { seed: SEED, numRuns: RUNS, endOnFailure: true },
  );
}, 120_000);
