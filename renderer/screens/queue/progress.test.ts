import { expect, it } from "vitest";
import type { Operation, QueueItem, SyncStatus } from "../../../shared/contract";
import { durationOf, holdOf, nextAttemptOf, percentOf } from "./progress";

const ITEM: QueueItem = {
  dossierId: "019aaa00-0000-7000-8000-000000000001",
  provisionalCode: "TAM-02-261122-0001",
  officialCode: null,
  applicantName: "",
  procedureName: "",
  state: "sending",
  sizeBytes: 1000,
  sentBytes: 385,
  createdAtUtc: "2026-11-22T01:00:00.000Z",
  operations: [],
};

const OPERATION: Operation = {
  id: "019aaa00-0000-7000-8000-000000000002",
  sequence: 1,
  kind: "dossier.received",
  state: "waiting",
  attempts: 1,
  nextAttemptAtUtc: null,
  fault: null,
  createdAtUtc: "2026-11-22T01:00:00.000Z",
  receipt: null,
  bundleId: null,
};

it("gives a share only while sending something that has a size", () => {
  expect(percentOf(ITEM)).toBe(38);
  expect(percentOf({ ...ITEM, sentBytes: 2000 })).toBe(100);
  expect(percentOf({ ...ITEM, sizeBytes: 0 })).toBeNull();
  expect(percentOf({ ...ITEM, state: "waiting" })).toBeNull();
});

it("names the soonest try of what still waits", () => {
  const at = (nextAttemptAtUtc: string, state: Operation["state"] = "waiting"): Operation => ({
    ...OPERATION,
    nextAttemptAtUtc,
    state,
  });
  const operations = [
    at("2026-11-22T03:00:00.000Z"),
    at("2026-11-22T02:00:00.000Z"),
    at("2026-11-22T01:00:00.000Z", "sent"),
  ];
  expect(nextAttemptOf({ ...ITEM, operations })).toBe("2026-11-22T02:00:00.000Z");
  expect(nextAttemptOf(ITEM)).toBeNull();
});

it.each([
  [0, { unit: "seconds", count: 1 }],
  [59.2, { unit: "minutes", count: 1 }],
  [61, { unit: "minutes", count: 2 }],
  [9_000, { unit: "hours", count: 3 }],
])("rounds %d seconds up", (seconds, duration) => {
  expect(durationOf(seconds)).toEqual(duration);
});

it("says what holds the queue, a pause first", () => {
  const status = { link: "online", hold: "metered" } as SyncStatus;
  expect(holdOf(status)).toBe("metered");
  expect(holdOf({ ...status, link: "paused" })).toBe("paused");
  expect(holdOf({ ...status, hold: "none" })).toBeNull();
});
