import { afterEach, describe, expect, it, vi } from "vitest";
import { TESSDATA } from "../fixtures/letter";
import { createEngines } from "./registry";

afterEach(() => vi.unstubAllEnvs());

describe("the engine that reads", () => {
  it("is the one that was chosen, also when another is chosen later", async () => {
    let chosen: "tesseract" | "tesseract.js" = "tesseract.js";
    const engines = createEngines({ tessdataFolder: TESSDATA, chosen: () => chosen });
    expect((await engines.current()).id).toMatch(/^tesseract\.js /);
    chosen = "tesseract";
    expect((await engines.current()).id).toMatch(/^tesseract \d/);
  });

  it("is the program's own where the chosen one is not installed, and IT is told so", async () => {
    vi.stubEnv("PATH", "/nowhere");
    const engines = createEngines({ tessdataFolder: TESSDATA, chosen: () => "tesseract" });
    expect((await engines.current()).id).toMatch(/^tesseract\.js /);
    expect(await engines.states()).toEqual([
      { id: "tesseract.js", isAvailable: true, version: expect.stringContaining("fast") as string },
      { id: "tesseract", isAvailable: false, version: "" },
    ]);
    vi.unstubAllEnvs();
    expect(await engines.states()).toMatchObject([{}, { isAvailable: true }]);
    expect((await engines.current()).id).toMatch(/^tesseract \d/);
  });
});
