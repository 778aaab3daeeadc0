import { describe, expect, it } from "vitest";
import { describeOcrEngine } from "../conformance.fixture";
import { findTesseract } from ".";

describeOcrEngine("the tesseract command", async () => {
  const kind = await findTesseract();
  if (!kind) throw new Error("tesseract with Vietnamese must be installed here: npm run setup");
  return kind;
});

describe("looking for the tesseract command", () => {
  it("tells its version with its name", async () => {
    expect((await findTesseract())?.id).toMatch(/^tesseract \d+\.\d+/);
  });

  it("finds none where there is none, and none in a program that is something else", async () => {
    expect(await findTesseract("tesseract-that-nobody-has")).toBeUndefined();
    expect(await findTesseract(process.execPath)).toBeUndefined();
  });
});
