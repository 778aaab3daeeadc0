import { expect, test } from "vitest";
import { createJobWatch } from "./job-watch";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("asks again and again, ever more seldom, until the job has ended", async () => {
  const askedAt: number[] = [];
  const watch = createJobWatch({
    firstDelayMs: 20,
    longestDelayMs: 60,
    ask: async () => (askedAt.push(Date.now()) < 5 ? "same" : "ended"),
  });
  watch.watch("a");
  await pause(600);
  expect(askedAt).toHaveLength(5);
  expect((askedAt[4] ?? 0) - (askedAt[3] ?? 0)).toBeGreaterThan((askedAt[1] ?? 0) - (askedAt[0] ?? 0));
});

test("asks no more once it is stopped", async () => {
  let asked = 0;
  const watch = createJobWatch({ firstDelayMs: 10, ask: async () => (asked++, "same") });
  watch.watch("a");
  await pause(50);
  await watch.stop();
  const before = asked;
  watch.watch("b");
  await pause(60);
  expect(asked).toBe(before);
});
