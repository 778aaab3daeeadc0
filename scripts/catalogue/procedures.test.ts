import { expect, it } from "vitest";
import { splitGluedNumber } from "./procedures.mjs";

it.each([
  ["Đơn theo Mẫu số", 181, "Đơn theo Mẫu số 18", 1],
  ["Thông tư số 88/2025/TT-BNNMT ngày 31/12/", 20251, "Thông tư số 88/2025/TT-BNNMT ngày 31/12/2025", 1],
  ["Báo cáo, 31/12/", 20240, "Báo cáo, 31/12/2024", 0],
  ["Giấy chứng sinh", 2, "Giấy chứng sinh", 2],
])("gives the digits glued to the count back to the name: %s %i", (name, originals, text, count) => {
  expect(splitGluedNumber({ name, originals })).toEqual({ text, originals: count });
});
