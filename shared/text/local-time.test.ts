import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatDate,
  formatDateTime,
  formatLocalDate,
  formatTime,
  fromLocalMs,
  localDateOf,
  parseLocalDate,
  toLocalMs,
} from "./local-time";

describe("local time", () => {
  it("shows an instant in GMT+7, whatever the machine's own zone", () => {
    expect(formatDateTime("2026-11-19T02:00:00.000Z")).toBe("09:00 19/11/2026");
    expect(formatTime("2026-11-19T17:30:00.000Z")).toBe("00:30");
    expect(formatDate("2026-11-19T17:30:00.000Z")).toBe("20/11/2026");
    expect(localDateOf(new Date("2026-12-31T17:00:00.000Z"))).toBe("2027-01-01");
  });

  it("goes to local milliseconds and back without loss", () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }), (date) => {
        expect(fromLocalMs(toLocalMs(date))).toBe(date.toISOString());
      }),
    );
  });
});

describe("parseLocalDate", () => {
  it("reads the ways in which dates are written", () => {
    for (const text of ["01/02/2026", "1/2/2026", "01-02-2026", "01.02.2026", "01022026", " 01/02/2026 "]) {
      expect(parseLocalDate(text)).toBe("2026-02-01");
    }
    expect(formatLocalDate("2026-02-01")).toBe("01/02/2026");
  });

  it("refuses days that do not exist and texts that are no date", () => {
    for (const text of ["31/02/2026", "29/02/2025", "00/01/2026", "01/13/2026", "2026-02-01", "1/2/26", "", "abc"]) {
      expect(parseLocalDate(text)).toBeUndefined();
    }
  });
});
