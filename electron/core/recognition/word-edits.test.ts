import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReadWord } from "./page-reading";
import { applyEdits, turnEdits, type WordEdit } from "./word-edits";
import { joinWords, replaceWords } from "./word-text";

const word = (text: string, [x0, y0]: [number, number], line = 0): ReadWord => ({
  ...{ text, x0, y0, x1: x0 + 40, y1: y0 + 20, confidence: 60, line },
});
const edit = (at: ReadWord, after: string): WordEdit => {
  const { x0, y0, x1, y1, text } = at;
  return { x0, y0, x1, y1, rotation: 0, before: text, after };
};
const PAGE = {
  text: "Họ tên:\tNguyễn Hường\nNơi ở: Lễ Môn",
  words: [
    ...[word("Họ", [0, 0]), word("tên:", [50, 0]), word("Nguyễn", [200, 0]), word("Hường", [250, 0])],
    ...[word("Nơi", [0, 30], 1), word("ở:", [50, 30], 1), word("Lễ", [100, 30], 1), word("Môn", [150, 30], 1)],
  ],
};
const at = (index: number) => PAGE.words[index] ?? word("", [0, 0]);

describe("an officer's word", () => {
  it("stands in text and words, and leaves cells and lines as they are", () => {
    const edited = applyEdits(PAGE, [edit(at(3), "Hương")]);
    expect(edited.text).toBe("Họ tên:\tNguyễn Hương\nNơi ở: Lễ Môn");
    expect(edited.words[3]).toEqual({ ...at(3), text: "Hương", confidence: 100, editedFrom: "Hường" });
  });

  it("is found again where the new reading puts the word a little elsewhere", () => {
    const moved = {
      ...PAGE,
      words: PAGE.words.map((one) => ({ ...one, x0: one.x0 + 6, x1: one.x1 + 6, y1: one.y1 + 5 })),
    };
    expect(applyEdits(moved, [edit(at(3), "Hương")]).text).toContain("Nguyễn Hương\n");
  });

  it("is no edit where the machine now reads the same", () => {
    const words = PAGE.words.with(3, { ...at(3), text: "Hương" });
    const page = { text: PAGE.text.replace("Hường", "Hương"), words };
    expect(applyEdits(page, [edit(at(3), "Hương")])).toEqual(page);
  });

  it("comes back at the end of its line where the machine no longer sees the word", () => {
    const page = { text: "Nguyễn\nNơi ở: Lễ Môn", words: [at(2), ...PAGE.words.slice(4)] };
    const edited = applyEdits(page, [edit(at(3), "Hương")]);
    expect(edited.text).toBe("Nguyễn Hương\nNơi ở: Lễ Môn");
    expect(edited.words[1]).toMatchObject({ text: "Hương", line: 0, editedFrom: "Hường" });
  });

  it("that takes a word away does so in every reading, and not at all where there is none", () => {
    const edited = applyEdits(PAGE, [edit(at(4), "")]);
    expect(edited.text).toBe("Họ tên:\tNguyễn Hường\nở: Lễ Môn");
    expect(applyEdits(edited, [edit(at(4), "")])).toEqual(edited);
  });

  it("turns with the page, and back to where it was", () => {
    const stored = { widthPx: 1000, heightPx: 2000 };
    const edits = [edit(at(3), "Hương")];
    expect(turnEdits(edits, stored, 90)).toMatchObject([{ x0: 1980, y0: 250, x1: 2000, y1: 290, rotation: 90 }]);
    for (const rotation of [90, 180, 270] as const)
      expect(turnEdits(turnEdits(edits, stored, rotation), stored, 0)).toEqual(edits);
  });

  it("leaves text and words telling the same, whatever was edited", () => {
    const edits = fc.array(fc.tuple(fc.nat(7), fc.constantFrom("", "Hương", "a b", "<|>")), { maxLength: 6 });
    fc.assert(
      fc.property(edits, (chosen) => {
        const { text, words } = applyEdits(
          PAGE,
          chosen.map(([index, after]) => edit(at(index), after)),
        );
        expect(text.split(/\s+/).join(" ").trim()).toBe(words.map((one) => one.text).join(" "));
      }),
    );
  });
});

describe("the text of words", () => {
  it("is made of lines", () => {
    expect(joinWords(PAGE.words)).toBe("Họ tên: Nguyễn Hường\nNơi ở: Lễ Môn");
    expect(joinWords([])).toBe("");
  });

  it("is made anew when text and words do not fit together", () => {
    expect(replaceWords("something else", PAGE.words, new Map([[3, "Hương"]]))).toBe(
      "Họ tên: Nguyễn Hương\nNơi ở: Lễ Môn",
    );
  });
});
