// Dates and times as the counter reads them. Vietnam is GMT+7 all year, so a fixed shift is exact, and it gives the
// same answer on a machine whose own time zone or regional settings are wrong.

const OFFSET_MS = 7 * 3_600_000;
export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;

/** An instant as ISO 8601 or as a Date. */
export type Instant = string | Date;

/** Milliseconds on a clock that shows Vietnamese local time; read it with the UTC functions of Date. */
export function toLocalMs(instant: Instant): number {
  return new Date(instant).getTime() + OFFSET_MS;
}

/** The way back from `toLocalMs`: ISO 8601 in UTC with milliseconds. */
export function fromLocalMs(localMs: number): string {
  return new Date(localMs - OFFSET_MS).toISOString();
}

/** Local calendar date of an instant, yyyy-MM-dd. */
export function localDateOf(instant: Instant): string {
  return new Date(toLocalMs(instant)).toISOString().slice(0, 10);
}

/** dd/MM/yyyy of a local date written yyyy-MM-dd. */
export function formatLocalDate(localDate: string): string {
  const [year = "", month = "", day = ""] = localDate.split("-");
  return `${day}/${month}/${year}`;
}

/** dd/MM/yyyy in GMT+7. */
export function formatDate(instant: Instant): string {
  return formatLocalDate(localDateOf(instant));
}

/** HH:mm in GMT+7, on a 24-hour clock. */
export function formatTime(instant: Instant): string {
  return new Date(toLocalMs(instant)).toISOString().slice(11, 16);
}

/** "HH:mm dd/MM/yyyy" in GMT+7. */
export function formatDateTime(instant: Instant): string {
  return `${formatTime(instant)} ${formatDate(instant)}`;
}

/** yyyy-MM-dd of "dd/MM/yyyy", "d/M/yyyy", "dd-MM-yyyy", "dd.MM.yyyy" or "ddMMyyyy"; undefined when no such day exists. */
export function parseLocalDate(text: string): string | undefined {
  const parts =
    /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/u.exec(text) ?? /^\s*(\d{2})(\d{2})(\d{4})\s*$/u.exec(text);
  if (!parts) return undefined;
  return toLocalDate(Number(parts[3]), Number(parts[2]), Number(parts[1]));
}

/** yyyy-MM-dd, or undefined when the calendar has no such day. */
function toLocalDate(year: number, month: number, day: number): string | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : undefined;
}
