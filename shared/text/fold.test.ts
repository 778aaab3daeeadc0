import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fold, foldWithMap } from "./fold";

const VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ";
const vietnameseText = fc.string({ unit: fc.constantFrom(...VIETNAMESE, ...VIETNAMESE.toUpperCase(), " ", "\n", "1") });

describe("fold", () => {
  it("removes every Vietnamese mark and turns đ into d", () => {
    expect(fold("ĐĂNG KÝ  khai\tsinh cho trẻ bị bỏ rơi ")).toBe("dang ky khai sinh cho tre bi bo roi");
    expect(fold(VIETNAMESE)).toMatch(/^[a-z]+$/u);
  });

  it("gives the same text for composed and decomposed spelling", () => {
    fc.assert(
      fc.property(vietnameseText, (text) => {
        expect(fold(text.normalize("NFD"))).toBe(fold(text.normalize("NFC")));
        expect(fold(text)).toMatch(/^[a-z0-9 ]*$/u);
      }),
    );
  });

  it("changes nothing when applied twice, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });

  it("leaves an empty text empty", () => {
    expect(fold(" \n ")).toBe("");
  });
});

describe("foldWithMap", () => {
  it("agrees with fold and points back into the original", () => {
    fc.assert(
      fc.property(fc.oneof(vietnameseText, fc.string({ unit: "binary" })), (text) => {
        const { folded, positions } = foldWithMap(text);
        expect(folded).toBe(fold(text));
        expect(positions).toHaveLength(folded.length);
        expect(positions.every((position, index) => position >= (positions[index - 1] ?? 0))).toBe(true);
      }),
    );
  });

  it("finds the written form of a hit", () => {
    const text = "Giấy   chứng sinh của Đỗ Thị Ánh";
    const { folded, positions } = foldWithMap(text);
    expect(text.slice(positions[folded.indexOf("do thi anh")])).toBe("Đỗ Thị Ánh");
  });
});
