import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { doubtfulWords } from "./doubts";
import { unknownPlaces } from "./places";

describe("words that nobody wrote so", () => {
  it.each([
    ["thôn Nước Lầy, xã Bq Tơ", ["Bq"]],
    ["Ủy bơn nhân dân xõ Phổ Nhơn", ["bơn", "xõ"]],
    ["tố dân phố 7, phường An Lạc", ["tố"]],
    ["xã Đấk Rơ Nga", ["Đấk"]],
    ["30 ngòy kể từ ngày ký", ["ngòy"]],
    ["Cục Cảnh sát QGLHC về TTXH", ["QGLHC"]],
  ])("%j: %j", (text, wanted) => expect(doubtfulWords(text, "text")).toEqual(wanted));

  it.each([
    "buôn Ea Súp, xã Ea Súp, tỉnh Đắk Lắk",
    "thôn Đăk Pung, xã Đăk Rơ Nga, TP. Kon Tum",
    "UBND xã Gò Dầu",
    "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH",
    "Cục Cảnh sát QLHC về TTXH",
    "số 12/4 đường Lê Lợi, tổ dân phố 3, phường Tân Lập",
    "xoan.dinh@example.vn",
    "QĐ-UBND",
    "",
  ])("%j has none", (text) => expect(doubtfulWords(text, "text")).toEqual([]));

  it.each([
    "Y Hạnh Phước",
    "K'Brôih",
    "H' Bia Niê",
    "Rơ Châm Hrê",
    "NGUYỄN THỊ TUYẾT NHUNG",
    "Tạ Minh Quân",
    "Lò Khuê",
  ])("the name %s has none", (name) => expect(doubtfulWords(name, "name")).toEqual([]));

  it.each([
    ["NÑ GUYỄÊN THỊ ĐƯỜNG", ["NÑ", "GUYỄÊN"]],
    ["Trần Quốc Vượơng", ["Vượơng"]],
  ])("the name %s: %j", (name, wanted) => expect(doubtfulWords(name, "name")).toEqual(wanted));

  it("are all but numbers in an amount", () => {
    expect(doubtfulWords("Hai mươi nghìn đồng chăn./.", "amount")).toEqual(["chăn"]);
    expect(doubtfulWords("Một triệu hai trăm linh năm nghìn đồng chẵn", "amount")).toEqual([]);
  });

  it("are words of the text, whatever the text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme-ascii", maxLength: 120 }),
        fc.constantFrom("name" as const, "amount" as const, "text" as const),
        (text, of) => {
          for (const word of doubtfulWords(text, of)) expect(text).toContain(word);
        },
      ),
    );
  });
});

describe("places that are in no list", () => {
  it.each([
    ["phường An Lạc, tỉnh Quảng Ngõi", ["Quảng Ngõi"]],
    ["Ủy ban nhân dân xã Bq Tơ, tỉnh Quảng Ngãi", ["Bq Tơ"]],
    ["tỉnh", []],
  ])("%j: %j", (text, wanted) => expect(unknownPlaces(text)).toEqual(wanted));

  it.each([
    "thôn 2, xã Gò Dầu, tỉnh Nghệ An",
    "phường 5, quận 10, thành phố Hồ Chí Minh",
    "tỉnh Bà Rịa – Vũng Tàu",
    "tỉnh Thanh Hoá",
    "tỉnh Thanh Hóa",
    "TỈNH BÌNH ĐỊNH",
    "xã Ea Súp, tỉnh Đăk Lăk",
    "",
  ])("%j has none, also of before the merger of provinces", (text) => expect(unknownPlaces(text)).toEqual([]));
});
