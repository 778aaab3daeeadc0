import { describe, expect, it } from "vitest";
import { isDark, notesOf } from "./page-notes";

const A4 = { widthPx: 2480, heightPx: 3508 };
const ACROSS = { widthPx: 3508, heightPx: 2480 };
const VIETNAMESE =
  "Cộng hòa xã hội chủ nghĩa Việt Nam Độc lập Tự do Hạnh phúc Giấy ủy quyền Hôm nay ngày tháng năm tại xã Đăk Rơ Nga tỉnh Quảng Ngãi chúng tôi gồm Bên ủy quyền";
const ENGLISH =
  "This is to certify that the bearer of this letter is known to me and has lived in Ho Chi Minh City since nineteen ninety nine Nguyễn Văn An is a good man and works for the ministry of health";

/** From `left` on, ten words to a line. */
function wordsOf(text: string, { left = 100, top = 100, width = 150, confidence = 92 } = {}) {
  return text.split(" ").map((word, index) => {
    const [x0, y0] = [left + (index % 10) * width, top + Math.floor(index / 10) * 60];
    return { text: word, x0, y0, x1: x0 + width - 20, y1: y0 + 40, confidence };
  });
}
const notes = (words: ReturnType<typeof wordsOf>, size = A4, confidence = 92) =>
  notesOf({ words, confidence, ...size }, []);

describe("what is said of a page", () => {
  it("is nothing of a Vietnamese page, of a few words, and of numbers", () => {
    expect(notes(wordsOf(VIETNAMESE))).toEqual([]);
    expect(notes(wordsOf("Passport of John Smith"))).toEqual([]);
    expect(notes(wordsOf("1 2 3 4 5 6 7 8 9 10 ".repeat(10).trim()))).toEqual([]);
  });

  it("is that it is in another language, Vietnamese names on it or not", () => {
    expect(notes(wordsOf(ENGLISH))).toEqual(["other_language"]);
    expect(notes(wordsOf(ENGLISH, { confidence: 30 }), A4, 30)).toEqual(["unreadable"]);
  });

  it("is that nothing can be read, or hardly anything", () => {
    expect(notes([])).toEqual(["unreadable"]);
    expect(notes(wordsOf(VIETNAMESE, { confidence: 25 }), A4, 25)).toEqual(["unreadable"]);
  });

  it("is that two pages lie side by side, and not of a table across the sheet or of one page", () => {
    const left = wordsOf(VIETNAMESE);
    const right = wordsOf(VIETNAMESE, { left: 1900 });
    expect(notes([...left, ...right], ACROSS)).toEqual(["two_pages"]);
    expect(notes(left, ACROSS)).toEqual([]);
    expect(notes(wordsOf(`${VIETNAMESE} ${VIETNAMESE}`, { width: 330 }), ACROSS)).toEqual([]);
    expect(notes([...left, ...right], A4)).not.toContain("two_pages");
  });

  it("is that two pages lie side by side, with the shadow of the fold and a gutter that is not in the middle", () => {
    const left = wordsOf(VIETNAMESE, { width: 130 });
    const right = wordsOf(VIETNAMESE, { left: 1640 });
    const fold = { text: "|", x0: 1500, y0: 100, x1: 1510, y1: 2000, confidence: 40 };
    expect(notes([...left, fold, ...right], ACROSS)).toEqual(["two_pages"]);
    const title = { text: "DANH", x0: 1400, y0: 50, x1: 1700, y1: 90, confidence: 92 };
    expect(notes([...left, title, ...right], ACROSS)).toEqual([]);
  });

  it.each([
    ["top", { top: 20 }],
    ["bottom", { top: A4.heightPx - 245 }],
    ["left", { left: 5 }],
    ["right", { left: A4.widthPx - 1500 }],
  ])(
    "is that it is only a part of a page when writing runs off at the %s",
    (_, place: { top?: number; left?: number }) => {
      const text = `${VIETNAMESE} `.repeat(place.left === undefined ? 1 : 8).trim();
      const words = wordsOf(text, place);
      expect(notes(words)).toEqual(["half_page"]);
      expect(notes(words.slice(0, 3))).toEqual([]);
    },
  );

  it("is not that it is a part of a page for a slip or card with small margins", () => {
    expect(notes(wordsOf(VIETNAMESE, { left: 40, top: 40 }), { widthPx: 1600, heightPx: 500 })).toEqual([]);
  });

  it("is not that it is blank when it was not lit", () => {
    const grey = (level: number) => isDark({ data: new Uint8Array(100).fill(level) });
    expect([0, 60, 128, 255].map(grey)).toEqual([true, true, false, false]);
  });

  it("is that it lay wrong", () => {
    const steps = [{ name: "orientation" as const, value: 180 }];
    expect(notesOf({ words: wordsOf(VIETNAMESE), confidence: 92, ...A4 }, steps)).toEqual(["upside_down"]);
  });
});
