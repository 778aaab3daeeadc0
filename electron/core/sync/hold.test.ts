import { expect, it } from "vitest";
import { isWithin, localDay, localTime } from "./hold";

it.each([
  ["17:30", "06:00", "17:29", false],
  ["17:30", "06:00", "17:30", true],
  ["17:30", "06:00", "23:59", true],
  ["17:30", "06:00", "05:59", true],
  ["17:30", "06:00", "06:00", false],
  ["08:00", "11:30", "09:00", true],
  ["08:00", "11:30", "11:30", false],
  ["08:00", "08:00", "03:00", true],
])("from %s to %s, at %s pages may go: %s", (...[from, to, time, may]) => {
  expect(isWithin({ from, to }, time)).toBe(may);
});

it("reads the clock as it is in Viet Nam", () => {
  const lateEvening = new Date("2026-11-22T17:05:00.000Z");
  expect([localTime(lateEvening), localDay(lateEvening)]).toEqual(["00:05", "2026-11-23"]);
});
