import type { TFunction } from "i18next";
import { expect, it } from "vitest";
import { takesOwnValue, valueWords } from "./value-words";

/** Says which words are asked for. */
const t = ((key: string, options?: { defaultValue?: string }) => options?.defaultValue ?? key) as TFunction;

it("reads times of the wire as dates, and leaves what it does not know as it is", () => {
  expect(valueWords(t, "NgayHenTra", "20261127133000")).toContain("27");
  expect(valueWords(t, "NgayHenTra", "20261127133000")).not.toContain("20261127");
  expect(valueWords(t, "NgayHenTra", "soon")).toBe("soon");
  expect(valueWords(t, "ChuHoSo", "Y Hạnh Phước")).toBe("Y Hạnh Phước");
  expect(valueWords(t, "HinhThuc", "1")).toBe("1");
  expect(valueWords(t, "Email", "")).toBe("conflicts.blank");
});

it("lets nobody type a time, a code, a file or an identity", () => {
  const fields = ["ChuHoSo", "NgayHenTra", "HinhThuc", "TaiLieuNop.x", "DinhDanhCHS"];
  expect(fields.map(takesOwnValue)).toEqual([true, false, false, false, false]);
});
