// What every engine must do, run by each engine's own test.
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { EnginePicture, EngineTask, OcrEngine, OcrEngineKind } from "../engine";
import { LETTER_TEXT, letterPicture } from "../fixtures/letter";
import { textOf } from "../fixtures/text-of";

export function describeOcrEngine(name: string, findKind: () => Promise<OcrEngineKind>): void {
  describe(name, () => {
    let kind: OcrEngineKind;
    let letter: EngineTask;
    beforeAll(async () => {
      kind = await findKind();
      letter = { picture: await letterPicture(), layout: "page" };
    });
    let engine: OcrEngine | undefined;
    afterEach(() => engine?.close());
    const open = () => (engine = kind.open());

    it("reads a Vietnamese letter letter by letter, with the place, line and block of each word", async () => {
      const { words, confidence } = await open().recognise(letter);
      expect(textOf(words)).toBe(LETTER_TEXT.replace(/\s+/g, " ").trim());
      expect(textOf(words)).toBe(textOf(words).normalize("NFC"));
      expect(confidence).toBeGreaterThan(85);
      const number = words.find((word) => word.text.startsWith("038184001257"));
      expect(number).toMatchObject({ x0: expect.closeTo(222, -1), y0: expect.closeTo(324, -1) });
      expect(words[0]).toMatchObject({ line: 0, block: 0 });
      const lines = words.map((word) => word.line);
      expect(lines).toEqual([...lines].sort((a, b) => a - b));
      expect(new Set(lines).size).toBe((lines.at(-1) ?? 0) + 1);
    });

    it("reads a single line, looking for digits only, and then a page again with all letters", async () => {
      const opened = open();
      const line = cut(letter.picture, { x0: 200, y0: 310, x1: 520, y1: 372 });
      const digits = await opened.recognise({ picture: line, layout: "line", characters: "0123456789" });
      expect(digits.words.map((word) => word.text).join("")).toMatch(/^038184001257/);
      expect(textOf((await opened.recognise(letter)).words)).toContain("Lễ Môn, xã Đông Thịnh");
    });

    it("finds nothing on white and on black, and nothing but noise in a picture of one pixel", async () => {
      const opened = open();
      for (const grey of [255, 0]) {
        const data = new Uint8Array(400 * 300).fill(grey);
        const picture = { data, widthPx: 400, heightPx: 300, resolutionDpi: 300 };
        expect(await opened.recognise({ picture, layout: "page" })).toEqual({ words: [], confidence: 0 });
      }
      const picture = { data: new Uint8Array([255]), widthPx: 1, heightPx: 1, resolutionDpi: 0 };
      const read = await opened.recognise({ picture, layout: "block" }).catch((error: unknown) => error);
      expect(read).toSatisfy(
        (found) =>
          JSON.stringify(found).includes("OCR_FAILED") || JSON.stringify(found) === '{"words":[],"confidence":0}',
      );
    });

    it("refuses a picture that is not as large as it says", async () => {
      const picture = { ...letter.picture, data: letter.picture.data.subarray(0, 900) };
      await expect(open().recognise({ picture, layout: "page" })).rejects.toMatchObject({ code: "OCR_FAILED" });
      const empty = { data: new Uint8Array(), widthPx: 0, heightPx: 0, resolutionDpi: 300 };
      await expect(open().recognise({ picture: empty, layout: "page" })).rejects.toMatchObject({ code: "OCR_FAILED" });
    });

    it("ends in the middle of a page at once when it is closed, and stays closed", async () => {
      const opened = open();
      const reading = opened.recognise(letter);
      setTimeout(() => opened.close(), 100);
      await expect(reading).rejects.toMatchObject({ code: "CANCELLED" });
      await expect(opened.recognise(letter)).rejects.toMatchObject({ code: "CANCELLED" });
    });
  });
}

function cut(picture: EnginePicture, box: { x0: number; y0: number; x1: number; y1: number }): EnginePicture {
  const [widthPx, heightPx] = [box.x1 - box.x0, box.y1 - box.y0];
  const data = new Uint8Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y++) {
    const start = (box.y0 + y) * picture.widthPx + box.x0;
    data.set(picture.data.subarray(start, start + widthPx), y * widthPx);
  }
  return { ...picture, data, widthPx, heightPx };
}
