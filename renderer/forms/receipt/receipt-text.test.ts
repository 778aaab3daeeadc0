import { expect, test } from "vitest";
import { clockAndDate, longDate, processingTimeText } from "./receipt-text";

test("an instant is written in Vietnam's time, over midnight and the new year too", () => {
  expect(clockAndDate("2026-12-31T17:05:00.000Z")).toBe("00 giờ 05 phút, ngày 01 tháng 01 năm 2027");
  expect(longDate("2026-11-22T16:59:59.999Z")).toBe("ngày 22 tháng 11 năm 2026");
});

test.each([
  [null, "…… ngày"],
  [{ amount: 3, unit: "working_day" as const, nextDayAfter15h: false }, "3 ngày làm việc"],
  [{ amount: 0.5, unit: "working_day" as const, nextDayAfter15h: false }, "0,5 ngày làm việc"],
  [{ amount: 8, unit: "working_hour" as const, nextDayAfter15h: false }, "8 giờ làm việc"],
  [{ amount: 15, unit: "calendar_day" as const, nextDayAfter15h: false }, "15 ngày"],
  [{ amount: 0, unit: "same_day" as const, nextDayAfter15h: false }, "trong ngày"],
  [
    { amount: 0, unit: "same_day" as const, nextDayAfter15h: true },
    "trong ngày (nhận sau 15 giờ: ngày làm việc tiếp theo)",
  ],
])("the time %j", (time, words) => {
  expect(processingTimeText(time)).toBe(words);
});
