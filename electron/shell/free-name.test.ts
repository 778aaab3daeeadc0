import { describe, expect, it } from "vitest";
import { freeName } from "./free-name";

describe("the name of a saved file", () => {
  it("is kept where nothing has it", () => {
    expect(freeName(["other.pdf"], "TAM-02-261122-0001.pdf")).toBe("TAM-02-261122-0001.pdf");
  });

  it("gets the next number where it is taken, whatever its case", () => {
    expect(freeName(["tam.PDF"], "TAM.pdf")).toBe("TAM (2).pdf");
    expect(freeName(["TAM.pdf", "TAM (2).pdf"], "TAM.pdf")).toBe("TAM (3).pdf");
  });

  it("never leaves the folder", () => {
    expect(freeName([], "../../etc/passwd")).toBe("passwd");
  });
});
