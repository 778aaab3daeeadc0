import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { runPool, type Job } from "./pool";

function jobs(list: Job[]) {
  return () => list.shift();
}

it("works on several at once, never on more than it may, and leaves nothing", async () => {
  let [now, most, done] = [0, 0, 0];
  const job = async () => {
    now += 1;
    most = Math.max(most, now);
    await pause(5);
    now -= 1;
    done += 1;
  };
  await runPool({ workers: 3, next: jobs(Array<Job>(10).fill(job)), interrupt: () => undefined });
  expect([most, done]).toEqual([3, 10]);
});

it("takes up work that a job has made", async () => {
  const list: Job[] = [];
  let second = false;
  list.push(async () => {
    await pause(1);
    list.push(async () => void (second = true));
  });
  await runPool({ workers: 2, next: jobs(list), interrupt: () => undefined });
  expect(second).toBe(true);
});

it("begins nothing more after a failure, lets what is under way end, and says why", async () => {
  let ended = false;
  let begun = false;
  const list: Job[] = [
    () => Promise.reject(new Error("cut")),
    async () => {
      await pause(20);
      ended = true;
    },
    async () => {
      await pause(1);
    },
    async () => void (begun = true),
  ];
  await expect(runPool({ workers: 2, next: jobs(list), interrupt: () => undefined })).rejects.toThrow("cut");
  expect([ended, begun]).toEqual([true, false]);
});

it("ends what does not end by itself", async () => {
  const controller = new AbortController();
  const hanging = () => new Promise<void>((resolve) => controller.signal.addEventListener("abort", () => resolve()));
  const list: Job[] = [hanging, () => Promise.reject(new Error("cut"))];
  await expect(runPool({ workers: 2, next: jobs(list), interrupt: () => controller.abort() })).rejects.toThrow("cut");
});

it("fails with what next itself throws", async () => {
  const next = () => {
    throw new Error("paused");
  };
  await expect(runPool({ workers: 2, next, interrupt: () => undefined })).rejects.toThrow("paused");
});
