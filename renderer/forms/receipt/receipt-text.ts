// Dates and times of the receipt in the words of the circular, in Vietnam's one time zone.
import type { ReceiptData } from "../../../shared/domain/receipt-data";

const VIETNAM_OFFSET_MS = 7 * 3_600_000;

/** "ngày 22 tháng 11 năm 2026" */
export function longDate(instantUtc: string): string {
  const local = inVietnam(instantUtc);
  return `ngày ${twoDigits(local.getUTCDate())} tháng ${twoDigits(local.getUTCMonth() + 1)} năm ${local.getUTCFullYear()}`;
}

/** "15 giờ 07 phút, ngày 22 tháng 11 năm 2026" */
export function clockAndDate(instantUtc: string): string {
  const local = inVietnam(instantUtc);
  return `${twoDigits(local.getUTCHours())} giờ ${twoDigits(local.getUTCMinutes())} phút, ${longDate(instantUtc)}`;
}

/** A time that the catalogue does not give is left to be filled in by hand. */
export function processingTimeText(time: ReceiptData["processingTime"]): string {
  if (!time) return "…… ngày";
  const amount = time.amount.toLocaleString("vi-VN");
  switch (time.unit) {
    case "same_day":
      return time.nextDayAfter15h ? "trong ngày (nhận sau 15 giờ: ngày làm việc tiếp theo)" : "trong ngày";
    case "working_hour":
      return `${amount} giờ làm việc`;
    case "working_day":
      return `${amount} ngày làm việc`;
    case "calendar_day":
      return `${amount} ngày`;
  }
}

/** The country has one offset and no summer time, so arithmetic is safer than a zone table that may be missing. */
function inVietnam(instantUtc: string): Date {
  return new Date(Date.parse(instantUtc) + VIETNAM_OFFSET_MS);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
