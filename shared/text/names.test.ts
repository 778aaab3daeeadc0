import { expect, it } from "vitest";
import { compareByGivenName, givenName } from ".";

it("takes the last word as the given name", () => {
  expect(givenName("  Nguyễn Văn  An ")).toBe("An");
  expect(givenName("")).toBe("");
});

it("orders by given name, then by the rest, with Vietnamese letters in their own places", () => {
  const names = ["Trần Thị Ân", "Lê Văn Bình", "Phạm Đăng", "Nguyễn Thị An", "Bùi Dung", "Đỗ Văn An", "Hồ Ăn"];
  expect(names.sort(compareByGivenName)).toEqual([
    "Đỗ Văn An",
    "Nguyễn Thị An",
    "Hồ Ăn",
    "Trần Thị Ân",
    "Lê Văn Bình",
    "Bùi Dung",
    "Phạm Đăng",
  ]);
});

it("puts decomposed and composed spellings of one name in one place", () => {
  expect(compareByGivenName("Lê Ánh".normalize("NFD"), "Lê Ánh".normalize("NFC"))).toBe(0);
});
