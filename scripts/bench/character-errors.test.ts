import { describe, expect, it } from "vitest";
import { characterErrors } from "./character-errors.mjs";

describe("character errors", () => {
  it("counts replaced, missing and added characters", () => {
    expect(characterErrors("khai sinh", "khai sinh")).toEqual({ errors: 0, characters: 9 });
    expect(characterErrors("đơn", "don").errors).toBe(2);
    expect(characterErrors("xã", "xã A").errors).toBe(2);
    expect(characterErrors("giấy", "")).toEqual({ errors: 4, characters: 4 });
  });

  it("takes layout and composition of letters for no error", () => {
    expect(characterErrors("Giấy\nkhai  sinh", "Giấy khai sinh".normalize("NFD")).errors).toBe(0);
  });
});
