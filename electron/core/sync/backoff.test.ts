import fc from "fast-check";
import { expect, it } from "vitest";
import { backoffMs } from "./backoff";

const backoff = { firstMs: 2000, mostMs: 60_000 };

it("doubles up to the limit", () => {
  const almostOne = 1 - Number.EPSILON;
  expect([1, 2, 3, 6, 1000].map((failures) => backoffMs(backoff, failures, almostOne))).toEqual([
    2000, 4000, 8000, 60_000, 60_000,
  ]);
});

it("is never shorter than half of it", () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), random, (failures, scatter) => {
      const full = Math.min(60_000, 2000 * 2 ** (Math.min(failures, 20) - 1));
      const waitMs = backoffMs(backoff, failures, scatter);
      expect(waitMs).toBeGreaterThanOrEqual(Math.floor(full / 2));
      expect(waitMs).toBeLessThanOrEqual(full);
    }),
  );
});
