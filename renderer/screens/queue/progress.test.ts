import { expect, it } from "vitest";
import type { QueueItem } from "../../../shared/contract";
import { percentOf } from "./progress";

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

it("gives a share only while sending something that has a size", () => {
  expect(percentOf(ITEM)).toBe(38);
  expect(percentOf({ ...ITEM, sentBytes: 2000 })).toBe(100);
  expect(percentOf({ ...ITEM, sizeBytes: 0 })).toBeNull();
  expect(percentOf({ ...ITEM, state: "waiting" })).toBeNull();
});
