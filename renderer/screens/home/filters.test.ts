import { expect, it } from "vitest";
import type { DossierSummary } from "../../../shared/contract";
import { dueFirst, isOverdue } from "./filters";

const BASE: DossierSummary = {
  id: "019aaa00-0000-7000-8000-000000000001",
  provisionalCode: "TAM-02-261122-0001",
  officialCode: null,
  procedureCode: "1.001193",
  procedureName: "Đăng ký khai sinh",
  applicantName: "Nguyễn Thị Đường",
  delivery: "waiting",
  deliveryPercent: null,
  fault: null,
  provinceState: 2,
  provinceStateAtUtc: null,
  receivedAtUtc: "2026-11-22T01:00:00.000Z",
  dueAtUtc: "2026-11-25T10:00:00.000Z",
  updatedAtUtc: "2026-11-22T01:00:00.000Z",
  pageCount: 2,
};

it("puts the nearest due date first and leaves out drafts, the closed and those without a date", () => {
  const soon = { ...BASE, dueAtUtc: "2026-11-23T10:00:00.000Z" };
  const draft: DossierSummary = { ...BASE, delivery: "draft" };
  expect(dueFirst([BASE, soon, draft, { ...BASE, provinceState: 10 }, { ...BASE, dueAtUtc: null }])).toEqual([
    soon,
    BASE,
  ]);
});

it("calls a dossier overdue only while it is open", () => {
  const after = new Date("2026-11-26T00:00:00.000Z");
  expect(isOverdue(BASE, after)).toBe(true);
  expect(isOverdue({ ...BASE, provinceState: 9 }, after)).toBe(false);
  expect(isOverdue(BASE, new Date("2026-11-25T09:59:00.000Z"))).toBe(false);
});
