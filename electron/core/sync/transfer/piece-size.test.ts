import { expect, it } from "vitest";
import { createPieceSize } from "./piece-size";

const KB = 1024;
const limits = { leastBytes: 32 * KB, mostBytes: 8192 * KB, timeoutMs: 120_000 };

/** A line of so many bytes a second. */
function onLine(bytesPerSecond: number) {
  let nowMs = 0;
  const pieces = createPieceSize(limits, null, () => nowMs);
  const send = (times: number) => {
    for (let index = 0; index < times; index += 1) {
      const bytes = pieces.bytes();
      const tookMs = (bytes / bytesPerSecond) * 1000;
      nowMs += tookMs;
      pieces.sent({ bytes, tookMs });
    }
  };
  return { pieces, send, wait: (ms: number) => (nowMs += ms) };
}

it("grows to a few seconds on a line that holds, and to the largest on a fast one", () => {
  const slow = onLine(60_000);
  slow.send(200);
  expect(slow.pieces.bytes()).toBeGreaterThan(150_000);
  expect(slow.pieces.bytes()).toBeLessThan(500_000);
  const fast = onLine(50_000_000);
  fast.send(200);
  expect(fast.pieces.bytes()).toBe(8192 * KB);
});

it("keeps what a line that is cut every 30 s loses at a few per cent", () => {
  const { pieces, send, wait } = onLine(60_000);
  let lostBytes = 0;
  let sentBytes = 0;
  for (let cuts = 0; cuts < 20; cuts += 1) {
    let untilCut = 30_000;
    while (untilCut > 0) {
      const tookMs = (pieces.bytes() / 60_000) * 1000;
      if (tookMs > untilCut) break;
      sentBytes += pieces.bytes();
      untilCut -= tookMs;
      send(1);
    }
    wait(untilCut);
    lostBytes += pieces.bytes() / 2;
    pieces.cut();
  }
  expect(lostBytes / sentBytes).toBeLessThan(0.04);
});

it("is never smaller than the least and gives a dead line up in time", () => {
  const { pieces, send } = onLine(60_000);
  for (let index = 0; index < 20; index += 1) pieces.cut();
  expect(pieces.bytes()).toBe(32 * KB);
  send(5);
  expect(pieces.timeoutMs()).toBeLessThan(60_000);
  expect(pieces.known()?.bytesPerSecond).toBeCloseTo(60_000, -2);
  expect(createPieceSize(limits, { bytes: 500 * KB, bytesPerSecond: 9000 }).bytes()).toBe(500 * KB);
});
