import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repairWords } from "./repair";

/** "quyên?" is a word that the engine doubts. */
function line(text: string) {
  return text.split(" ").map((word) => {
    const isDoubted = word.endsWith("?");
    return { text: isDoubted ? word.slice(0, -1) : word, confidence: isDoubted ? 60 : 95, line: 0 };
  });
}
const mended = (text: string) =>
  repairWords(line(text))
    .map((word) => word.text)
    .join(" ");

describe("repair of words", () => {
  it.each([
    ["giấy ủy quyên? cho", "giấy ủy quyền cho"],
    ["Giãy? chứng sinh", "Giấy chứng sinh"],
    ["BẢN CHINH? và", "BẢN CHÍNH và"],
    ["(giãy? khai sinh", "(giấy khai sinh"],
    ["tỉnh Đák? Lắk", "tỉnh Đắk Lắk"],
    ["Ông Trân? Văn Long", "Ông Trần Văn Long"],
    ["BÀ ĐỒ? THỊ LAN", "BÀ ĐỖ THỊ LAN"],
  ])("puts the marks right: %s", (read, right) => {
    expect(mended(read)).toBe(right);
  });

  it.each([
    ["ủy quyên", "the engine is sure of the word"],
    ["ủy? quyên?", "its neighbour is doubted as well"],
    ["xyz quyên? xyz", "its neighbours say nothing"],
    ["ủy, quyên?", "a sign stands between them"],
    ["số 04218? đăng", "it is a number"],
    ["hồ sơ? gồm", "it is known to stand there"],
    ["bà Lu? Thị Lan", "several surnames would fit"],
  ])("leaves %s: %s", (read) => {
    expect(mended(read)).toBe(read.replaceAll("?", ""));
  });

  it("says what the engine had read", () => {
    expect(repairWords(line("ủy quyên? cho"))[1]).toMatchObject({
      text: "quyền",
      repairedFrom: "quyên",
      confidence: 60,
    });
  });

  it("looks at no neighbour on another line", () => {
    const words = line("ủy quyên?").map((word, index) => ({ ...word, line: index }));
    expect(repairWords(words)[1]?.text).toBe("quyên");
  });

  it("never touches a word that the engine is sure of, nor anything but marks, and keeps all words", () => {
    const syllable = fc.constantFrom(
      "giãy",
      "quyên",
      "ủy",
      "chứng",
      "sinh",
      "khai",
      "Thị",
      "12/03",
      "đăng",
      "ky",
      "H.51",
    );
    const word = fc.record({ text: syllable, confidence: fc.integer({ min: 0, max: 100 }), line: fc.nat(3) });
    const bare = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gu, "d").toLowerCase();
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const after = repairWords(words);
        expect(after.map(({ text }) => bare(text))).toEqual(words.map(({ text }) => bare(text)));
        words.forEach((before, index) => {
          if (before.confidence >= 88) expect(after[index]).toBe(before);
        });
      }),
    );
  });
});
