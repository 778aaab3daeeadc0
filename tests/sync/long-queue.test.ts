// What a long queue does on a line that never holds for long.
import { expect, it } from "vitest";
import { randomPage } from "./counter.fixture";
import { isPush, useProvinceLine } from "./province-line.fixture";

const bed = useProvinceLine();

it("comes to its pages although every run is cut, and pushes no record again that has arrived", async () => {
  const counter = await bed.openCounter();
  const DOSSIERS = 30;
  for (let index = 0; index < DOSSIERS; index += 1) counter.receive([randomPage(20_000)]);
  let runs = 0;
  for (; runs < 60 && counter.sync.status().sent < DOSSIERS; runs += 1) {
    let requests = 0;
    bed.line.behave = () => ((requests += 1) > 12 ? { cutAfterBytes: 0 } : "pass");
    await counter.sync.runNow();
  }
  expect(counter.sync.status()).toMatchObject({ sent: DOSSIERS, waiting: 0, attention: 0 });
  expect(bed.line.seen.filter(isPush).length, "one for each, and what was on its way at a cut").toBeLessThan(
    DOSSIERS * 3,
  );
}, 120_000);
