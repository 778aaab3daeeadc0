import { expect, it } from "vitest";
import { createThrottle } from "./throttle";

const NEVER = new AbortController().signal;

it("lets several files together have no more than the limit", async () => {
  const throttle = createThrottle(() => 100_000);
  const startedAt = performance.now();
  await Promise.all([throttle.take(20_000, NEVER), throttle.take(20_000, NEVER), throttle.take(20_000, NEVER)]);
  expect(performance.now() - startedAt, "the third begins when the first two may have gone").toBeGreaterThan(390);
});

it("does not hold anything back without a limit, and ends at once with the line", async () => {
  await createThrottle(() => null).take(1e9, NEVER);
  const controller = new AbortController();
  const throttle = createThrottle(() => 10);
  await throttle.take(1000, controller.signal);
  const waiting = throttle.take(1000, controller.signal);
  controller.abort();
  await expect(waiting).rejects.toThrow();
});
