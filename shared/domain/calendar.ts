// Working calendar of the counter: which days are closed or open against the rule, and when the doors are open.
import { z } from "zod";

/** holiday: lễ · compensation: nghỉ bù · swap_off: hoán đổi nghỉ · make_up_work: làm bù (a weekend day that is open). */
const CalendarDayKind = z.enum(["holiday", "compensation", "swap_off", "make_up_work"]);

export const CalendarDay = z.object({
  /** yyyy-MM-dd, local. */
  date: z.iso.date(),
  kind: CalendarDayKind,
  name: z.string().min(1),
  /** Not announced officially, or not confirmed by a source. */
  provisional: z.boolean(),
});
export type CalendarDay = z.infer<typeof CalendarDay>;

export const WorkCalendar = z.object({
  /** Years that the days cover. A due date that touches any other year, or a provisional one, is marked incomplete. */
  years: z.array(z.object({ year: z.number().int(), provisional: z.boolean(), source: z.string() })),
  days: z.array(CalendarDay),
});
export type WorkCalendar = z.infer<typeof WorkCalendar>;

/** Part of a working day; minutes after local midnight. */
export interface OpenPeriod {
  startMinute: number;
  endMinute: number;
}

export interface OpeningHours {
  /** Days of the week that are open, 0 = Sunday … 6 = Saturday. */
  weekdays: readonly number[];
  /** In order, not overlapping, at least one. */
  periods: readonly OpenPeriod[];
}

/** Monday to Friday, 07:00–11:30 and 13:30–17:00. */
export const DEFAULT_HOURS: OpeningHours = {
  weekdays: [1, 2, 3, 4, 5],
  periods: [
    { startMinute: 7 * 60, endMinute: 11 * 60 + 30 },
    { startMinute: 13 * 60 + 30, endMinute: 17 * 60 },
  ],
};
