import fc from "fast-check";
import { expect, it } from "vitest";
import { createLanes, type Lanes } from "./lanes";

const PIECE = 200_000;

/** @returns how often each count was in force */
function send(lanes: Lanes, times: number, tookMs: (count: number, index: number) => number): number[] {
  return Array.from({ length: times }, (_, index) => {
    const count = lanes.count();
    lanes.sent({ bytes: PIECE, tookMs: tookMs(count, index) });
    return count;
  });
}

const shareOf = (counts: readonly number[], count: number) =>
  counts.filter((each) => each === count).length / counts.length;

it("are two at first, and six as soon as requests are quick", () => {
  const lanes = createLanes();
  expect(lanes.count()).toBe(2);
  expect(send(lanes, 10, () => 600)).toEqual([2, ...Array<number>(9).fill(6)]);
});

it("stay two on a line that two fill, but for a look now and then", () => {
  const counts = send(createLanes(), 500, (count) => count * 2000);
  expect(shareOf(counts, 2)).toBeGreaterThan(0.75);
  expect(Math.max(...counts)).toBe(3);
});

it("become six where each connection is slow by itself, and two again when the line has changed", () => {
  const lanes = createLanes();
  send(lanes, 200, () => 8000);
  expect(lanes.count()).toBe(6);
  const counts = send(lanes, 2000, (count) => count * 2000);
  expect(shareOf(counts.slice(1000), 2)).toBeGreaterThan(0.75);
});

it("become more on a losing line, however unevenly its pieces go", () => {
  let climbed = 0;
  const RUNS = 100;
  fc.assert(
    fc.property(
      fc.array(fc.noBias(fc.integer({ min: 2400, max: 20_000 })), { minLength: 200, maxLength: 200 }),
      (luck) => {
        const lanes = createLanes();
        send(lanes, 200, (_, index) => luck[index] ?? 8000);
        climbed += Number(lanes.count() > 3);
        return lanes.count() >= 2 && lanes.count() <= 6;
      },
    ),
    { numRuns: RUNS, seed: 7 },
  );
  expect(climbed / RUNS).toBeGreaterThan(0.6);
});
