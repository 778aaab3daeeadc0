import { afterEach, beforeEach, expect, it } from "vitest";
import { findValuePlace } from ".";
import { openTestOffice, pageOf, SIZE, type TestOffice } from "./extraction.fixture";

const BIRTH = [
  "ỦY BAN NHÂN DÂN XÃ GÒ DẦU",
  "GIẤY KHAI SINH",
  "Họ, chữ đệm, tên: TRIỆU THỊ HỒNG PHƯỢNG",
  "Ngày, tháng, năm sinh: 19/06/2020",
  "Số định danh cá nhân: 001320001234",
  "Họ, chữ đệm, tên người mẹ: HUỲNH NGỌC QUỲNH",
  "Họ, chữ đệm, tên người cha: LÝ THANH KIỆT",
];
const CARD = [
  "CĂN CƯỚC CÔNG DÂN",
  "Số / No.: 001090012346",
  "Họ và tên / Full name:",
  "LÝ THANH KIỆT",
  "Ngày sinh / Date of birth: 20/05/1990",
];

let office: TestOffice;
beforeEach(() => (office = openTestOffice()));
afterEach(() => office.remove());

const placeOf = (target: "fullName" | "personalNumber" | "phone", ...values: string[]) =>
  findValuePlace(office.storage.read, office.dossierId, { target, values });

it("finds the line of the page where the value stands, however it is written", () => {
  office.addPage(pageOf(["Hôm nay trời đẹp"]));
  const birth = office.addPage(pageOf(BIRTH));
  const place = placeOf("fullName", "Huỳnh  Ngọc Quỳnh");
  expect(place?.pageId).toBe(birth);
  const { top = 0, height = 0, left = 0, width = 0 } = place?.box ?? {};
  expect(top * SIZE.heightPx).toBeCloseTo(200 + 5 * 80, 0);
  expect(height * SIZE.heightPx).toBeCloseTo(40, 0);
  expect(left).toBeGreaterThan(0.1);
  expect(left + width).toBeLessThanOrEqual(1);
});

it("prefers the first of the values, and takes the field of the form when none stands anywhere", () => {
  const birth = office.addPage(pageOf(BIRTH));
  const card = office.addPage(pageOf(CARD));
  expect(placeOf("personalNumber", "001 320 001 234", "001090012346")?.pageId).toBe(birth);
  expect(placeOf("personalNumber", "999999999999", "001090012346")?.pageId).toBe(card);
  expect(placeOf("fullName", "Lý Thanh Kiết", "Ly Thanh Kiêt Anh")?.pageId).toBe(card);
});

it("finds nothing where nothing was read, and nothing that the officer dismissed", () => {
  expect(placeOf("fullName", "Lý Thanh Kiệt")).toBeNull();
  const birth = office.addPage(pageOf(BIRTH));
  expect(placeOf("phone", "0901234567")).toBeNull();
  expect(placeOf("fullName", "Huỳnh Ngọc Quỳnh")?.pageId).toBe(birth);
  office.extraction.dismiss(birth, "mother.fullName");
  expect(placeOf("fullName", "Huỳnh Ngọc Quỳnh")).toBeNull();
});
