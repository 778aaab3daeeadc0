import { expect, it } from "vitest";
import { splitGluedNumber } from "./procedures.mjs";

it.each([
  [
    { name: "Đơn theo Mẫu số", originals: 181 },
    { text: "Đơn theo Mẫu số 18", originals: 1 },
  ],
  [
    { name: "Thông tư ngày 31/12/", originals: 20251 },
    { text: "Thông tư ngày 31/12/2025", originals: 1 },
  ],
  [
    { name: "Báo cáo, 31/12/", originals: 20240 },
    { text: "Báo cáo, 31/12/2024", originals: 0 },
  ],
  [
    { name: "Giấy chứng sinh", originals: 2 },
    { text: "Giấy chứng sinh", originals: 2 },
  ],
])("gives the digits glued to the count back to the name: %j", (paper, expected) => {
  expect(splitGluedNumber(paper)).toEqual(expected);
});
