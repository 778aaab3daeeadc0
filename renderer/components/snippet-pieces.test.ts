import { describe, expect, it } from "vitest";
import { snippetPieces } from "./snippet-pieces";

describe("snippetPieces", () => {
  it("marks what stands between the brackets", () => {
    expect(snippetPieces("giấy ⟦khai⟧ ⟦sinh⟧ của")).toEqual([
      { text: "giấy ", hit: false, at: 0 },
      { text: "khai", hit: true, at: 6 },
      { text: " ", hit: false, at: 11 },
      { text: "sinh", hit: true, at: 13 },
      { text: " của", hit: false, at: 18 },
    ]);
  });

  it("takes an unclosed bracket and an empty text", () => {
    expect(snippetPieces("a ⟦b")).toEqual([
      { text: "a ", hit: false, at: 0 },
      { text: "b", hit: true, at: 3 },
    ]);
    expect(snippetPieces("")).toEqual([]);
  });
});
