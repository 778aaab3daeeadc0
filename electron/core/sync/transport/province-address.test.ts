import { expect, it } from "vitest";
import { normaliseProvinceUrl } from "./province-address";

it.each([
  ["https://dvc.example.vn/", "https://dvc.example.vn"],
  ["https://dvc.example.vn/cong//?a=1#b", "https://dvc.example.vn/cong"],
  ["http://127.0.0.1:8080/", "http://127.0.0.1:8080"],
  ["http://localhost:8080", "http://localhost:8080"],
  ["http://[::1]:8080", "http://[::1]:8080"],
])("takes %s as %s", (text, expected) => {
  expect(normaliseProvinceUrl(text)).toBe(expected);
});

it.each(["http://dvc.example.vn", "http://127.0.0.1.example.vn", "file:///etc/passwd", "https://a:b@example.vn", ""])(
  "refuses %j",
  (text) => {
    expect(() => normaliseProvinceUrl(text)).toThrow("INPUT_INVALID");
  },
);
