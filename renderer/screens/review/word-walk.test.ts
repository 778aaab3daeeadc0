import { describe, expect, it } from "vitest";
import { firstWord, lookOf, walk } from "./word-walk";

const word = (text: string, ...[x, y, confidence = 95]: [number, number, number?]) => ({
  ...{ text, confidence, x0: x, y0: y, x1: x + 50, y1: y + 20 },
});
const WORDS = [
  word("Họ", 100, 100),
  word("tên", 160, 101),
  word("Nguyễn", 400, 99),
  word("Sinh", 100, 140),
  word("ngày", 170, 141, 40),
  word("12", 390, 140),
];

describe("walking over words", () => {
  it.each([
    [0, "next", 1],
    [2, "next", 3],
    [3, "previous", 2],
    [0, "previous", 0],
    [5, "next", 5],
    [2, "down", 5],
    [5, "up", 2],
    [4, "up", 1],
    [1, "up", 1],
    [4, "down", 4],
    [-1, "down", 0],
  ] as const)("from word %i %s to word %i", (at, to, next) => {
    expect(walk(WORDS, at, to)).toBe(next);
  });

  it("goes nowhere on an empty page", () => expect(walk([], -1, "next")).toBe(-1));
});

describe("the look of a word", () => {
  it("says who has put it there", () => {
    expect(lookOf(word("a", 0, 0))).toBe("sure");
    expect(lookOf(word("a", 0, 0, 79))).toBe("doubt");
    expect(lookOf({ ...word("a", 0, 0, 30), repairedFrom: "á" })).toBe("repaired");
    expect(lookOf({ ...word("a", 0, 0, 30), repairedFrom: "á", editedFrom: "á" })).toBe("edited");
  });

  it("leads to the first doubtful word, else to the first", () => {
    expect(firstWord(WORDS)).toBe(4);
    expect(firstWord(WORDS.slice(0, 3))).toBe(0);
    expect(firstWord([])).toBe(-1);
  });
});
