import { expect, it } from "vitest";
import { firstLine } from "./read-title";

it("is the line by which a person knows the paper, not the national heading or a stray mark", () => {
  const text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n—— .\n GIẤY CHỨNG SINH \nSố 12";
  expect(firstLine(text)).toBe("GIẤY CHỨNG SINH");
  expect(firstLine(text.normalize("NFD"))?.normalize("NFC")).toBe("GIẤY CHỨNG SINH");
  expect(firstLine("12 / 3\n—")).toBeNull();
});
