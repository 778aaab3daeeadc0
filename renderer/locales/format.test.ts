import { describe, expect, it } from "vitest";
import { ageOf, formatBytes, formatMoment, formatWeekday } from "./format";

describe("times", () => {
  it("name the weekday of GMT+7", () => {
    expect(formatWeekday("2026-11-24T18:00:00.000Z", "vi")).toBe("Thứ Tư");
  });

  it("leave the date out today", () => {
    const now = new Date("2026-11-22T08:00:00.000Z");
    expect(formatMoment("2026-11-22T00:41:00.000Z", now)).toBe("07:41");
    expect(formatMoment("2026-11-21T00:41:00.000Z", now)).toBe("07:41 21/11/2026");
  });

  it("never have a negative age when the clock was set back", () => {
    const now = new Date("2026-11-22T08:00:00.000Z");
    expect(ageOf("2026-11-22T09:00:00.000Z", now)).toEqual({ unit: "minutes", count: 0 });
    expect(ageOf("2026-11-22T05:59:00.000Z", now)).toEqual({ unit: "hours", count: 2 });
    expect(ageOf("2026-11-19T05:59:00.000Z", now)).toEqual({ unit: "days", count: 3 });
  });
});

describe("sizes", () => {
  it("have one unit", () => {
    expect(formatBytes(0, "vi")).toBe("0 B");
    expect(formatBytes(148_000_000, "vi")).toBe("148 MB");
    expect(formatBytes(1_240_000, "vi")).toBe("1,2 MB");
  });
});
