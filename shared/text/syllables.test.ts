import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSyllable } from "./syllables";

const WORDS =
  "ủy ban nhân dân xã phường tỉnh thành phố nguyễn thị hoà hòa huỳnh quỳnh quốc quới quyết giấy khai sinh gì gìn giếng giết " +
  "khuya nghiêng nghĩa ngoằn ghế kính kỹ lý mỹ sỹ vy thy yên yêu y ấp ông ươm được đường thuở khuỷu xoong chuyển tuyến cắt ướt " +
  "hương rượu loại thoả hoặc quê quanh que qua quý quyền nước uống";

describe("a syllable", () => {
  it.each(WORDS.split(" "))("is %s, in small letters and capitals, composed or not", (word) => {
    for (const form of [word, word.toUpperCase(), word.normalize("NFD")]) expect(isSyllable(form), form).toBe(true);
  });

  it.each([
    "đấk",
    "bq",
    "xn",
    "nguyênx",
    "tinhh",
    "cat",
    "ách tắc",
    "ngé",
    "ké̀",
    "kac",
    "ceo",
    "đđ",
    "1",
    "",
    "w",
    "fa",
    "b́a",
  ])("is not %j", (word) => expect(isSyllable(word)).toBe(false));

  it("has one tone at most, and a rising or heavy one before c, ch, p, t", () => {
    const rimes = fc.constantFrom("an", "ương", "oai", "ât", "êch", "up", "iêc");
    const tones = fc.constantFrom("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323");
    fc.assert(
      fc.property(fc.constantFrom("", "b", "th", "l", "tr"), rimes, tones, (onset, rime, tone) => {
        const apart = rime.normalize("NFD").replace(/([aeiouy])([\u0302\u0306\u031B]?)(?!.*[aeiou])/u, `$1$2${tone}`);
        const isStopped = /[cpt]$|ch$/u.test(rime);
        expect(isSyllable(onset + apart)).toBe(!isStopped || tone === "\u0301" || tone === "\u0323");
      }),
    );
  });

  it("is decided for any text without an error", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary-ascii", maxLength: 40 }), (text) => typeof isSyllable(text) === "boolean"),
    );
  });
});
