import { describe, expect, it } from "vitest";
import { orderFreeErrors } from "./order-free-errors.mjs";

describe("order-free errors", () => {
  it("costs nothing to read columns in another order", () => {
    expect(orderFreeErrors("ỦY BAN NHÂN DÂN\nCỘNG HÒA XÃ HỘI", "CỘNG HÒA XÃ HỘI ỦY BAN NHÂN DÂN").errors).toBe(0);
  });

  it("counts wrong, missing and added letters", () => {
    expect(orderFreeErrors("khai sinh", "khai sjnh").errors).toBe(1);
    expect(orderFreeErrors("khai sinh", "")).toEqual({ errors: 9, characters: 9 });
    expect(orderFreeErrors("khai sinh", "khai sinh xyz").errors).toBe(3);
  });

  it("lets two equal lines not share one place", () => {
    expect(orderFreeErrors("Nam\nNam", "Nam").errors).toBe(3);
  });

  it("takes leaders and rules for no letters", () => {
    expect(orderFreeErrors("Họ tên: An", "Họ tên: ........... | An").errors).toBe(0);
  });
});
