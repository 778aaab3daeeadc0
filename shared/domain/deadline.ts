// Date on which the result is due (ngày hẹn trả), with every step that led to it.
import type { DueDate, ProcessingTime } from "../contract";
import { DomainError } from "../errors";
import { DAY_MS, formatDate, formatDateTime, formatLocalDate, fromLocalMs, MINUTE_MS, toLocalMs } from "../text";
import { DEFAULT_HOURS, type OpeningHours, type WorkCalendar } from "./calendar";
import { type ArrivalShift, createWorkingClock, type WorkingClock } from "./working-time";

/** Codes of the steps; the window has the words under `due.<code>`. */
export const DUE_STEP_CODES = [
  /** {at} */
  "received",
  /** {at}: counting starts then, for that reason */
  "arrived_before_opening",
  "arrived_at_lunch",
  "arrived_after_closing",
  "arrived_on_closed_day",
  /** {at}: received after 15:00, counting starts on the next working day */
  "after_15h",
  /** {amount} */
  "working_hours",
  "working_days",
  "calendar_days",
  /** {date} */
  "same_day",
  /** {date, name}: closed, not counted */
  "closed",
  /** {from, to}: the last day was closed */
  "rolled_forward",
  /** {at} */
  "due",
  /** The catalogue gives no time. */
  "no_time",
  /** {year}: no official holidays for that year */
  "calendar_incomplete",
] as const;
export type DueStepCode = (typeof DUE_STEP_CODES)[number];

export interface DueInput {
  /** ISO 8601 in UTC; seconds do not count, as on the receipt. */
  receivedAtUtc: string;
  /** null: the catalogue gives no time, so there is no due date. */
  time: ProcessingTime | null;
  calendar: WorkCalendar;
  hours?: OpeningHours;
}

export interface ResumeInput {
  /** Due date before the supplement was asked for. */
  dueAtUtc: string;
  pausedAtUtc: string;
  resumedAtUtc: string;
  calendar: WorkCalendar;
  hours?: OpeningHours;
}

type Step = DueDate["steps"][number];
interface Count {
  clock: WorkingClock;
  time: ProcessingTime;
  at: number;
  steps: Step[];
}

const SHIFT_STEP: Record<ArrivalShift, DueStepCode> = {
  before_opening: "arrived_before_opening",
  at_lunch: "arrived_at_lunch",
  after_closing: "arrived_after_closing",
  on_closed_day: "arrived_on_closed_day",
};
const FIFTEEN_HOURS_MS = 15 * 3_600_000;
// Ten years of working days: more is a mistake in the catalogue, not a deadline.
const MAX_AMOUNT = 20_000;

/**
 * Date on which the result is due.
 *
 * working_hour, working_day and calendar_day do not count the moment or day of reception itself; a calendar_day or
 * same_day deadline ends at closing time and rolls forward off closed days. "Nhận sau 15 giờ": a procedure of one
 * working day or less is due at closing time of the day of reception, after 15:00 of the next working day; a longer
 * one starts to count on the next working day.
 * @throws DomainError INPUT_INVALID for an amount that is no deadline or a reception that is no instant
 * @see domain: BLDS 2015 Đ147–148, NĐ 118/2025, per-procedure rule of the national catalogue
 */
export function computeDue(input: DueInput): DueDate {
  const received = wholeMinute(input.receivedAtUtc);
  const steps = [step("received", { at: formatDateTime(fromLocalMs(received)) })];
  const { time } = input;
  if (!time) return { dueAtUtc: null, time, steps: [...steps, step("no_time")], calendarIncomplete: false };
  if (!(time.amount >= 0 && time.amount <= MAX_AMOUNT)) throw new DomainError("INPUT_INVALID", { amount: time.amount });
  const clock = createWorkingClock(input.calendar, input.hours ?? DEFAULT_HOURS);
  const count: Count = { clock, time, at: received, steps };
  openDoors(count);
  const due = countUp(count);
  for (const day of clock.closuresBetween(received, due)) {
    steps.push(step("closed", { date: formatLocalDate(day.date), name: day.name }));
  }
  const years = uncoveredYears(input.calendar, received, due);
  for (const year of years) steps.push(step("calendar_incomplete", { year }));
  steps.push(step("due", { at: formatDateTime(fromLocalMs(due)) }));
  return { dueAtUtc: fromLocalMs(due), time, steps, calendarIncomplete: years.length > 0 };
}

/**
 * New due date after a supplement: the clock stood still meanwhile, the working time that was left starts again.
 * @returns ISO 8601 in UTC
 */
export function resumeDue(input: ResumeInput): string {
  const clock = createWorkingClock(input.calendar, input.hours ?? DEFAULT_HOURS);
  const left = clock.minutesBetween(wholeMinute(input.pausedAtUtc), wholeMinute(input.dueAtUtc));
  return fromLocalMs(clock.addMinutes(clock.nextOpen(wholeMinute(input.resumedAtUtc)).at, left));
}

/** Moves the start into opening hours, and past 15:00 to the next working day where the procedure says so. */
function openDoors(count: Count): void {
  const { clock, time, steps } = count;
  const open = clock.nextOpen(count.at);
  if (open.shift) steps.push(step(SHIFT_STEP[open.shift], { at: formatDateTime(fromLocalMs(open.at)) }));
  count.at = open.at;
  if (!time.nextDayAfter15h || count.at % DAY_MS <= FIFTEEN_HOURS_MS) return;
  count.at = clock.openingAfter(count.at);
  steps.push(step("after_15h", { at: formatDateTime(fromLocalMs(count.at)) }));
}

function countUp(count: Count): number {
  const { clock, time, at, steps } = count;
  if (isWithinTheDay(time)) {
    steps.push(step("same_day", { date: formatDate(fromLocalMs(at)) }));
    return clock.closing(at);
  }
  if (time.unit === "working_hour") {
    steps.push(step("working_hours", { amount: time.amount }));
    return clock.addMinutes(at, Math.round(time.amount * 60));
  }
  if (time.unit === "calendar_day") return countCalendarDays(count);
  steps.push(step("working_days", { amount: time.amount }));
  const wholeDays = Math.floor(time.amount);
  const minutes = Math.round((time.amount - wholeDays) * clock.minutesPerDay);
  return minutes === 0 ? clock.addDays(at, wholeDays) : clock.addMinutes(clock.addDays(at, wholeDays), minutes);
}

function countCalendarDays({ clock, time, at, steps }: Count): number {
  steps.push(step("calendar_days", { amount: time.amount }));
  const last = at + Math.ceil(time.amount) * DAY_MS;
  if (clock.isOpenDay(last)) return clock.closing(last);
  const rolled = clock.closing(clock.openingAfter(last));
  steps.push(step("rolled_forward", { from: formatDate(fromLocalMs(last)), to: formatDate(fromLocalMs(rolled)) }));
  return rolled;
}

// The catalogue writes "1" for khai sinh, whose law says: within the day, and after 15:00 on the next working day.
function isWithinTheDay(time: ProcessingTime): boolean {
  return time.unit === "same_day" || (time.nextDayAfter15h && time.unit === "working_day" && time.amount <= 1);
}

function uncoveredYears(calendar: WorkCalendar, fromMs: number, toMs: number): number[] {
  const official = new Set(calendar.years.filter((entry) => !entry.provisional).map((entry) => entry.year));
  const years: number[] = [];
  for (let year = new Date(fromMs).getUTCFullYear(); year <= new Date(toMs).getUTCFullYear(); year += 1) {
    if (!official.has(year)) years.push(year);
  }
  return years;
}

function wholeMinute(instantUtc: string): number {
  const local = toLocalMs(instantUtc);
  if (Number.isNaN(local)) throw new DomainError("INPUT_INVALID", { reason: "not_an_instant" });
  return Math.floor(local / MINUTE_MS) * MINUTE_MS;
}

function step(code: DueStepCode, facts: Step["facts"] = {}): Step {
  return { code, facts };
}
