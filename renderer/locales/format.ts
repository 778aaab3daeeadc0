// Moments, sizes and ages as this window shows them; plain dates and times are in shared/text.
import { formatDateTime, formatTime, localDateOf } from "../../shared/text";

/** HH:mm when it was today in GMT+7, HH:mm dd/MM/yyyy else. */
export function formatMoment(instantUtc: string, now = new Date()): string {
  return localDateOf(instantUtc) === localDateOf(now) ? formatTime(instantUtc) : formatDateTime(instantUtc);
}

/** Name of the weekday of an instant, for instance "Thứ Tư". */
export function formatWeekday(instantUtc: string, language: string): string {
  const name = new Intl.DateTimeFormat(language, { timeZone: "Asia/Ho_Chi_Minh", weekday: "long" }).format(
    new Date(instantUtc),
  );
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Size with one unit, decimal comma in Vietnamese. */
export function formatBytes(bytes: number, language: string): string {
  const units = ["B", "KB", "MB", "GB", "TB"];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1_000 ** power;
  const digits = power >= 2 && value < 10 ? 1 : 0;
  return `${value.toLocaleString(language, { maximumFractionDigits: digits })} ${units[power] ?? ""}`;
}

export type AgeUnit = "minutes" | "hours" | "days";

/** Age of an instant in its largest whole unit; zero minutes when it lies in the future. */
export function ageOf(instantUtc: string, now = new Date()): { unit: AgeUnit; count: number } {
  const minutes = Math.max(0, Math.floor((now.getTime() - new Date(instantUtc).getTime()) / 60_000));
  if (minutes < 60) return { unit: "minutes", count: minutes };
  if (minutes < 24 * 60) return { unit: "hours", count: Math.floor(minutes / 60) };
  return { unit: "days", count: Math.floor(minutes / (24 * 60)) };
}
