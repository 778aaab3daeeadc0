import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FieldKind } from "../../../../shared/contract";
import { parseLocalDate } from "../../../../shared/text";
import { hasStructure } from "./digits";
import { parseValue } from "./parse";

const TODAY = { today: "2026-11-22" };
const value = (kind: FieldKind, text: string) => parseValue(kind, text, TODAY)?.value ?? null;

describe("dates", () => {
  it.each([
    [": 19/06/2020", "19/06/2020"],
    ["l9/O6/2020", "19/06/2020"],
    ["1/2/2024", "01/02/2024"],
    ["05 - 07 - 1999", "05/07/1999"],
    ["05.07.1999.", "05/07/1999"],
    ["ngày 05 tháng 6 năm 2024", "05/06/2024"],
    ["Gò Dầu, ngày 17 thang 06 nam 2025", "17/06/2025"],
    ["19/062020", "19/06/2020"],
    ["1 9 | 0 6 | 2 0 2 0", "19/06/2020"],
    ["ngày cấp 31/02/2024 hoặc 01/03/2024", "01/03/2024"],
  ])("reads %j as %s", (text, date) => expect(value("date", text)).toBe(date));

  it.each(["31/02/2024", "00/01/2020", "13/13/2013", "12/2020", "1234567890123", "", "ngày tháng năm", "01/01/1799"])(
    "takes %j for no date",
    (text) => expect(value("date", text)).toBeNull(),
  );

  it("takes a year alone only where a year may stand", () => {
    expect(value("date", ": 1980 Dân tộc")).toBeNull();
    expect(parseValue("date", ": 1980 Dân tộc", { ...TODAY, allowsYear: true })?.value).toBe("1980");
    expect(parseValue("date", "2099", { ...TODAY, allowsYear: true })).toBeNull();
  });
});

describe("personal numbers", () => {
  it.each([
    ["số 001090012345 cấp", "001090012345"],
    ["001 090 012 345", "001090012345"],
    ["001.090.012.345", "001090012345"],
    ["|0|0|1|0|9|0|0|1|2|3|4|5|", "001090012345"],
    ["0O1O90012345", "001090012345"],
    ["999999999999 001090012345", "001090012345"],
  ])("reads %j as %s", (text, number) => expect(value("personal_number", text)).toBe(number));

  it.each(["00109001234", "0010900123456", "999999999999", "123456789", "1.234.567.890.123", "OOOOOOOOOOOO", ""])(
    "takes %j for no personal number",
    (text) => expect(value("personal_number", text)).toBeNull(),
  );
});

describe("names", () => {
  it.each([
    [": TRIỆU THỊ HỒNG PHƯỢNG", "TRIỆU THỊ HỒNG PHƯỢNG"],
    [" ) Đinh Thị Bích Lan, sinh ngày", "Đinh Thị Bích Lan"],
    ["ông Nguyễn Văn An Giới tính: Nam", "Nguyễn Văn An"],
    ["bà H' Bia Niê Ngày sinh", "H' Bia Niê"],
    ["VÕ MINH SỸ Ngày", "VÕ MINH SỸ"],
    ["Dương 'Thị Quỳnh", "Dương Thị Quỳnh"],
    ["Nguyễn Thị Năm", "Nguyễn Thị Năm"],
    ["Lê Văn Dân.", "Lê Văn Dân"],
    ["NGUYÊN THỊ AN", "NGUYỄN THỊ AN"],
    ["N GUYỄN THỊ AN", "NGUYỄN THỊ AN"],
    ["Đỗ Nguyên An", "Đỗ Nguyên An"],
  ])("reads %j as %s", (text, name) => expect(value("name", text)).toBe(name));

  it.each(["", "...", "được cấp ngày", "12 tháng 5", ":"])("takes %j for no name", (text) =>
    expect(value("name", text)).toBeNull(),
  );
});

describe("other kinds", () => {
  it.each<[FieldKind, string, string | null]>([
    ["money", "37.000 đồng", "37.000"],
    ["money", "1500000", "1.500.000"],
    ["money", "miễn phí", null],
    ["money", "hệ số 1,5 x 500.000 đồng = 750.000 đồng/tháng", "750.000"],
    ["money", "hệ số 1,5 x 500.000 đồng 750.000 đồng/tháng", "750.000"],
    ["money", "hệ số 1,5 x 500.000 đồng", null],
    ["phone", "0912 296 725", "0912296725"],
    ["phone", "+84 912 296 725.", "0912296725"],
    ["phone", "12345", null],
    ["gender", "Nữ Quốc tịch: Việt Nam", "Nữ"],
    ["gender", "☑ Nam ☐ Nữ", "Nam"],
    ["gender", "Nam / Nữ", null],
    ["notation", "816/QĐ-UBND", "816/QĐ-UBND"],
    ["notation", "11 /TB-UBND", "11/TB-UBND"],
    ["notation", "H51.54.26-244628-1714", "H51.54.26-244628-1714"],
    ["notation", "……/QĐ-UBND", null],
    ["number", "thửa đất số 175,", "175"],
    ["address", ": thôn 2, xã Tân Yên, tỉnh Nghệ An ....", "thôn 2, xã Tân Yên, tỉnh Nghệ An"],
    ["text", ": b @ c . vn", "b@c.vn"],
    ["text", "....", null],
  ])("%s: reads %j as %j", (kind, text, wanted) => expect(value(kind, text)).toBe(wanted));
});

const noise = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: fc.constantFrom(..."0123456789OolI|/.,- ngàytháăm"), maxLength: 80 }),
);

describe("whatever the text", () => {
  it("never throws, and points into the text", () => {
    fc.assert(
      fc.property(fc.constantFrom(...FieldKind.options), noise, (kind, text) => {
        const parsed = parseValue(kind, text, TODAY);
        if (!parsed) return;
        expect(parsed.value).not.toBe("");
        expect(parsed.start).toBeGreaterThanOrEqual(0);
        expect(parsed.end).toBeLessThanOrEqual(text.length);
        expect(parsed.form).toBeGreaterThan(0);
        expect(parsed.form).toBeLessThanOrEqual(1);
      }),
      { numRuns: 2000 },
    );
  });

  it("gives only days that exist, and only numbers of 12 digits with the form of a personal number", () => {
    fc.assert(
      fc.property(noise, (text) => {
        const date = value("date", text);
        if (date !== null) expect(parseLocalDate(date)).toBeDefined();
        const number = value("personal_number", text);
        if (number !== null) expect(number).toMatch(/^[0-3]\d{2}[0-3]\d{8}$/u);
      }),
      { numRuns: 2000 },
    );
  });

  it("prefers a number that a citizen can have", () => {
    expect(hasStructure("001090012345", TODAY)).toBe(true);
    expect(value("personal_number", "001290999999 001090012345")).toBe("001090012345");
  });
});
