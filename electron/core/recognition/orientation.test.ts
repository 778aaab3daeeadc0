import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EnginePicture, EngineTask, OcrEngine } from "./engine";
import { tesseractJsEngine } from "./engines/tesseract-js";
import { letterPicture, TESSDATA } from "./fixtures/letter";
import { findUprightTurns, turned } from "./orientation";

let engine: OcrEngine;
let letter: EnginePicture;
let looks = 0;
beforeAll(async () => {
  engine = tesseractJsEngine(TESSDATA).open();
  letter = await letterPicture();
});
afterAll(() => engine.close());

async function turnsOf(picture: EnginePicture): Promise<number> {
  const first = await engine.recognise({ picture, layout: "page" });
  looks = 0;
  return findUprightTurns(picture, first, (task: EngineTask) => {
    looks += 1;
    return engine.recognise(task);
  });
}

describe("a page that makes little sense", () => {
  it.each([1, 2, 3] as const)("is found to lie %d quarter turns off, and how to set it upright", async (turns) => {
    expect(await turnsOf(turned(letter, turns))).toBe(4 - turns);
  });

  it("is not looked at again when it reads well", async () => {
    expect(await turnsOf(letter)).toBe(0);
    expect(looks).toBe(0);
  });

  it("stays as it is when no turn makes sense of it", async () => {
    const noise = letter.data.map((_, at) => (Math.imul(at, 2654435761) >>> 24 > 90 ? 255 : 0));
    expect(await turnsOf({ ...letter, data: noise })).toBe(0);
    expect(looks).toBe(3);
  });
});
