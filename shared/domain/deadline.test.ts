import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProcessingTime } from "../contract";
import { formatDateTime, fromLocalMs, toLocalMs } from "../text";
import { type CalendarDay, computeDue, DEFAULT_HOURS, DUE_STEP_CODES, resumeDue, WorkCalendar } from ".";
import { createWorkingClock } from "./working-time";

const calendar = WorkCalendar.parse({
  years: [
    { year: 2025, provisional: false, source: "test" },
    { year: 2026, provisional: false, source: "test" },
    { year: 2027, provisional: true, source: "test" },
  ],
  days: [
    ...["16", "17", "18", "19", "20"].map((day) => closed(`2026-02-${day}`, "Tết Nguyên đán")),
    { date: "2026-08-22", kind: "make_up_work", name: "Làm bù", provisional: true },
    { date: "2026-08-31", kind: "swap_off", name: "Hoán đổi", provisional: true },
    closed("2026-09-01", "Quốc khánh"),
    closed("2026-09-02", "Quốc khánh"),
    closed("2026-11-24", "Ngày Văn hóa Việt Nam"),
    ...["05", "08", "09", "10", "11"].map((day) => closed(`2027-02-${day}`, "Tết Nguyên đán")),
  ],
});
const khaiSinh: ProcessingTime = { amount: 1, unit: "same_day", nextDayAfter15h: true };

function closed(date: string, name: string): CalendarDay {
  return { date, kind: "holiday", name, provisional: false };
}

/** Instant of a local time written "2026-11-19 09:00". */
function at(local: string): string {
  return fromLocalMs(Date.parse(`${local.replace(" ", "T")}:00Z`));
}

function days(amount: number, unit: ProcessingTime["unit"] = "working_day"): ProcessingTime {
  return { amount, unit, nextDayAfter15h: false };
}

function due(received: string, time: ProcessingTime): string {
  const { dueAtUtc } = computeDue({ receivedAtUtc: at(received), time, calendar });
  return dueAtUtc === null ? "none" : formatDateTime(dueAtUtc);
}

describe("golden dates of the domain notes", () => {
  it.each([
    ["2026-11-19 09:00", days(3), "09:00 25/11/2026"],
    ["2026-11-19 09:00", days(24, "working_hour"), "09:00 25/11/2026"],
    ["2026-11-20 16:00", days(1), "16:00 23/11/2026"],
    ["2026-11-23 15:10", khaiSinh, "17:00 25/11/2026"],
    ["2026-11-23 15:10", { ...days(1), nextDayAfter15h: true }, "17:00 25/11/2026"],
    ["2026-11-23 14:59", days(1, "same_day"), "17:00 23/11/2026"],
    ["2026-11-23 16:00", days(4, "working_hour"), "10:00 25/11/2026"],
    ["2026-11-09 09:00", days(15, "calendar_day"), "17:00 25/11/2026"],
  ])("received %s, %o: due %s", (received, time, expected) => {
    expect(due(received, time)).toBe(expected);
  });

  it("gives back the 15 hours that were left when a supplement arrives", () => {
    const resumed = resumeDue({
      dueAtUtc: at("2026-11-20 09:00"),
      pausedAtUtc: at("2026-11-18 10:00"),
      resumedAtUtc: at("2026-11-26 10:00"),
      calendar,
    });
    expect(formatDateTime(resumed)).toBe("09:00 30/11/2026");
  });
});

describe("rule of 15:00", () => {
  it("still counts 15:00 itself as the same day, and the seconds of that minute", () => {
    expect(due("2026-11-25 15:00", khaiSinh)).toBe("17:00 25/11/2026");
    const late = computeDue({ receivedAtUtc: "2026-11-25T08:00:59.999Z", time: khaiSinh, calendar });
    expect(late.dueAtUtc).toBe(at("2026-11-25 17:00"));
    expect(due("2026-11-25 15:01", khaiSinh)).toBe("17:00 26/11/2026");
  });

  it("starts a deadline of several days on the next working day", () => {
    expect(due("2026-11-23 15:10", { ...days(3), nextDayAfter15h: true })).toBe("07:00 30/11/2026");
    expect(due("2026-11-23 14:00", { ...days(3), nextDayAfter15h: true })).toBe("14:00 27/11/2026");
  });
});

describe("arrival outside opening hours", () => {
  it.each([
    ["2026-11-25 06:10", "07:00 26/11/2026", "arrived_before_opening"],
    ["2026-11-25 12:00", "13:30 26/11/2026", "arrived_at_lunch"],
    ["2026-11-25 17:30", "07:00 27/11/2026", "arrived_after_closing"],
    ["2026-11-28 09:00", "07:00 01/12/2026", "arrived_on_closed_day"],
    ["2026-11-24 09:00", "07:00 26/11/2026", "arrived_on_closed_day"],
    ["2026-11-25 17:00", "17:00 26/11/2026", "working_days"],
  ])("received %s: one working day ends at %s", (received, expected, stepCode) => {
    expect(due(received, days(1))).toBe(expected);
    const { steps } = computeDue({ receivedAtUtc: at(received), time: days(1), calendar });
    expect(steps.map((step) => step.code)).toContain(stepCode);
  });

  it("counts a Saturday that is made up for as a working day", () => {
    expect(due("2026-08-21 09:00", days(1))).toBe("09:00 22/08/2026");
    expect(due("2026-08-28 09:00", days(1))).toBe("09:00 03/09/2026");
  });
});

describe("steps", () => {
  it("name the holiday that was skipped", () => {
    const { steps } = computeDue({ receivedAtUtc: at("2026-11-19 09:00"), time: days(3), calendar });
    expect(steps).toEqual([
      { code: "received", facts: { at: "09:00 19/11/2026" } },
      { code: "working_days", facts: { amount: 3 } },
      { code: "closed", facts: { date: "24/11/2026", name: "Ngày Văn hóa Việt Nam" } },
      { code: "due", facts: { at: "09:00 25/11/2026" } },
    ]);
  });

  it("tell a last day that rolled forward", () => {
    const { steps } = computeDue({ receivedAtUtc: at("2026-11-09 09:00"), time: days(15, "calendar_day"), calendar });
    expect(steps).toContainEqual({ code: "rolled_forward", facts: { from: "24/11/2026", to: "25/11/2026" } });
  });

  it("give no due date where the catalogue gives no time", () => {
    const result = computeDue({ receivedAtUtc: at("2026-11-09 09:00"), time: null, calendar });
    expect(result).toMatchObject({ dueAtUtc: null, calendarIncomplete: false });
    expect(result.steps.at(-1)?.code).toBe("no_time");
  });
});

describe("years without official holidays", () => {
  it("are marked, provisional or missing alike, and never stop the receipt", () => {
    const provisional = computeDue({ receivedAtUtc: at("2026-12-30 09:00"), time: days(3), calendar });
    expect(provisional.calendarIncomplete).toBe(true);
    expect(provisional.steps).toContainEqual({ code: "calendar_incomplete", facts: { year: 2027 } });
    const missing = computeDue({ receivedAtUtc: at("2031-03-03 09:00"), time: days(3), calendar });
    expect(missing).toMatchObject({ dueAtUtc: at("2031-03-06 09:00"), calendarIncomplete: true });
    expect(computeDue({ receivedAtUtc: at("2026-06-01 09:00"), time: days(3), calendar }).calendarIncomplete).toBe(
      false,
    );
  });
});

describe("bad input", () => {
  it("refuses amounts and instants that are none", () => {
    for (const amount of [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e9]) {
      expect(() => computeDue({ receivedAtUtc: at("2026-11-09 09:00"), time: days(amount), calendar })).toThrow(
        "INPUT_INVALID",
      );
    }
    expect(() => computeDue({ receivedAtUtc: "yesterday", time: days(1), calendar })).toThrow("INPUT_INVALID");
  });

  it("refuses a counter that never opens instead of counting for ever", () => {
    const neverOpen = { ...DEFAULT_HOURS, weekdays: [] };
    const input = { receivedAtUtc: at("2026-11-09 09:00"), time: days(1), calendar, hours: neverOpen };
    expect(() => computeDue(input)).toThrow("CALENDAR_MISSING");
    expect(() => computeDue({ ...input, hours: { weekdays: [1], periods: [] } })).toThrow("INPUT_INVALID");
  });
});

describe("properties", () => {
  const clock = createWorkingClock(calendar, DEFAULT_HOURS);
  const instant = fc
    .date({ noInvalidDate: true, min: new Date("2025-12-20"), max: new Date("2027-12-01") })
    .map((date) => date.toISOString());
  const time = fc.record<ProcessingTime>({
    amount: fc.oneof(
      fc.integer({ min: 0, max: 90 }),
      fc.integer({ min: 0, max: 40 }).map((half) => half / 2),
    ),
    unit: fc.constantFrom("working_hour", "working_day", "calendar_day", "same_day"),
    nextDayAfter15h: fc.boolean(),
  });

  function dueMs(receivedAtUtc: string, processing: ProcessingTime): number {
    return Date.parse(computeDue({ receivedAtUtc, time: processing, calendar }).dueAtUtc ?? "");
  }

  it("is never on a closed day nor outside opening hours nor before reception", () => {
    fc.assert(
      fc.property(instant, time, (received, processing) => {
        const result = dueMs(received, processing);
        const local = toLocalMs(new Date(result));
        expect(clock.nextOpen(local)).toEqual({ at: local, shift: null });
        expect(result).toBeGreaterThan(Date.parse(received) - 60_000);
      }),
    );
  });

  it("never gets earlier when the dossier arrives later", () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 5 * 86_400_000 }), time, (received, later, processing) => {
        const second = new Date(Date.parse(received) + later).toISOString();
        expect(dueMs(second, processing)).toBeGreaterThanOrEqual(dueMs(received, processing));
      }),
      { numRuns: 500 },
    );
  });

  it("never gets earlier when the procedure may take longer", () => {
    fc.assert(
      fc.property(instant, time, fc.integer({ min: 0, max: 30 }), (received, processing, more) => {
        const longer = { ...processing, amount: processing.amount + more };
        expect(dueMs(received, longer)).toBeGreaterThanOrEqual(dueMs(received, processing));
      }),
      { numRuns: 500 },
    );
  });

  it("uses only steps that the window has words for", () => {
    fc.assert(
      fc.property(instant, time, (received, processing) => {
        const { steps } = computeDue({ receivedAtUtc: received, time: processing, calendar });
        for (const { code } of steps) expect(DUE_STEP_CODES).toContain(code);
      }),
    );
  });
});
