// Moves on the counter's clock: to the next open moment, by working minutes, by working days.
// All instants here are local milliseconds (see toLocalMs), cut to whole minutes.
import { DomainError } from "../errors";
import { DAY_MS, MINUTE_MS } from "../text";
import type { CalendarDay, OpeningHours, WorkCalendar } from "./calendar";

/** Why an arrival counts from a later moment. */
export type ArrivalShift = "before_opening" | "at_lunch" | "after_closing" | "on_closed_day";

export interface WorkingClock {
  isOpenDay(localMs: number): boolean;
  /** The same moment when it is within opening hours (both ends included), else the next opening. */
  nextOpen(localMs: number): { at: number; shift: ArrivalShift | null };
  /** The first opening after this day. */
  openingAfter(localMs: number): number;
  /** Closing time of this day. */
  closing(localMs: number): number;
  /** `minutes` of opening hours later; `localMs` must be open. */
  addMinutes(localMs: number, minutes: number): number;
  /** `days` open days later at the same time of day. */
  addDays(localMs: number, days: number): number;
  /** Opening minutes between two moments, ≥ 0. */
  minutesBetween(fromMs: number, toMs: number): number;
  minutesPerDay: number;
  /** Holidays on ordinary working days from the first moment's day to the second's, both included. */
  closuresBetween(fromMs: number, toMs: number): CalendarDay[];
}

// The longest closure ever is Tết, about ten days; a year without an open day is a broken calendar.
const MAX_CLOSED_DAYS = 366;

export function createWorkingClock(calendar: WorkCalendar, hours: OpeningHours): WorkingClock {
  const days = new Map(calendar.days.map((day) => [day.date, day]));
  const first = hours.periods[0];
  const last = hours.periods.at(-1);
  if (!first || !last) throw new DomainError("INPUT_INVALID", { reason: "no_opening_hours" });
  const clock: WorkingClock = {
    minutesPerDay: hours.periods.reduce((sum, period) => sum + period.endMinute - period.startMinute, 0),
    isOpenDay: (at) => {
      const kind = days.get(dateKey(at))?.kind;
      return kind === undefined ? isWeekday(at, hours) : kind === "make_up_work";
    },
    openingAfter: (at) => nextOpenDay(clock, dayStart(at) + DAY_MS) + first.startMinute * MINUTE_MS,
    closing: (at) => dayStart(at) + last.endMinute * MINUTE_MS,
    nextOpen: (at) => nextOpen(clock, hours, at),
    addMinutes: (at, minutes) => addMinutes(clock, hours, { at, minutes }),
    addDays: (at, count) => {
      let day = dayStart(at);
      for (let index = 0; index < count; index += 1) day = nextOpenDay(clock, day + DAY_MS);
      return day + timeOfDay(at);
    },
    minutesBetween: (from, to) => minutesBetween(clock, hours, { from, to }),
    closuresBetween: (from, to) =>
      calendar.days.filter((day) => {
        const at = Date.parse(day.date);
        return day.kind !== "make_up_work" && isWeekday(at, hours) && at >= dayStart(from) && at <= to;
      }),
  };
  return clock;
}

function nextOpen(clock: WorkingClock, hours: OpeningHours, at: number): { at: number; shift: ArrivalShift | null } {
  if (!clock.isOpenDay(at)) return { at: clock.openingAfter(at), shift: "on_closed_day" };
  const minute = timeOfDay(at) / MINUTE_MS;
  const period = hours.periods.find((candidate) => minute <= candidate.endMinute);
  if (!period) return { at: clock.openingAfter(at), shift: "after_closing" };
  if (minute >= period.startMinute) return { at, shift: null };
  const shift = period === hours.periods[0] ? "before_opening" : "at_lunch";
  return { at: dayStart(at) + period.startMinute * MINUTE_MS, shift };
}

function addMinutes(
  clock: WorkingClock,
  hours: OpeningHours,
  { at, minutes }: { at: number; minutes: number },
): number {
  const wholeDays = Math.max(0, Math.floor(minutes / clock.minutesPerDay) - 1);
  let left = minutes - wholeDays * clock.minutesPerDay;
  let moment = clock.addDays(at, wholeDays);
  for (;;) {
    for (const period of hours.periods) {
      const start = Math.max(timeOfDay(moment) / MINUTE_MS, period.startMinute);
      const available = Math.max(0, period.endMinute - start);
      if (left <= available && start <= period.endMinute) return dayStart(moment) + (start + left) * MINUTE_MS;
      left -= available;
    }
    moment = clock.openingAfter(moment);
  }
}

function minutesBetween(clock: WorkingClock, hours: OpeningHours, span: { from: number; to: number }): number {
  let sum = 0;
  for (let day = dayStart(span.from); day < span.to; day += DAY_MS) {
    if (!clock.isOpenDay(day)) continue;
    for (const period of hours.periods) {
      const start = Math.max(span.from, day + period.startMinute * MINUTE_MS);
      const end = Math.min(span.to, day + period.endMinute * MINUTE_MS);
      sum += Math.max(0, end - start) / MINUTE_MS;
    }
  }
  return sum;
}

/** Start of the first open day at or after `day`, itself the start of a day. */
function nextOpenDay(clock: WorkingClock, day: number): number {
  for (let count = 0; count <= MAX_CLOSED_DAYS; count += 1) {
    if (clock.isOpenDay(day + count * DAY_MS)) return day + count * DAY_MS;
  }
  throw new DomainError("CALENDAR_MISSING", { year: new Date(day).getUTCFullYear() });
}

function isWeekday(at: number, hours: OpeningHours): boolean {
  return hours.weekdays.includes(new Date(at).getUTCDay());
}

function dateKey(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function dayStart(at: number): number {
  return at - timeOfDay(at);
}

function timeOfDay(at: number): number {
  return ((at % DAY_MS) + DAY_MS) % DAY_MS;
}
