import { expect, it } from "vitest";
import { changesOf, hasChanges, problemsOf, type AmendmentValues } from "./amendment";

const BEFORE: AmendmentValues = {
  fullName: "Nguyễn Thị Đường",
  personalNumber: "không rõ",
  address: "",
  phone: "",
  email: "",
  summary: "Đăng ký khai sinh",
  returnMethod: "counter",
  reason: "",
};

it("names only what was changed, without blanks around it", () => {
  expect(changesOf(BEFORE, { ...BEFORE, phone: " 0905 123 456 ", reason: "ghi nhầm" })).toEqual({
    applicant: { phone: "0905 123 456" },
    reason: "ghi nhầm",
  });
  expect(hasChanges(BEFORE, { ...BEFORE, reason: "ghi nhầm" })).toBe(false);
  expect(hasChanges(BEFORE, { ...BEFORE, returnMethod: "post" })).toBe(true);
});

it("wants a reason and judges only what was changed", () => {
  expect(problemsOf(BEFORE, BEFORE)).toEqual({ reason: "required" });
  const bad = { ...BEFORE, fullName: " ", personalNumber: "12", phone: "1", email: "a@b", reason: "x", summary: "" };
  expect(problemsOf(BEFORE, bad)).toEqual({
    fullName: "required",
    summary: "required",
    personalNumber: "personalNumber",
    phone: "phone",
    email: "email",
  });
  expect(problemsOf(BEFORE, { ...BEFORE, reason: "x", phone: "0905 123 456", email: "a@b.vn" })).toEqual({});
});
