import { describe, expect, it } from "vitest";
import type { PageField } from "../../../shared/contract";
import { keyFields } from "./key-fields";

const field = (key: string, state: PageField["state"] = "sure"): PageField => ({
  key,
  label: { vi: key, en: key },
  kind: "text",
  value: "x",
  raw: "x",
  confidence: 0.9,
  threshold: 0.8,
  box: null,
  source: "ocr",
  state,
  checks: [],
});
const keys = (fields: readonly PageField[]): string[] => keyFields(fields).shown.map(({ key }) => key);

describe("the fields shown at the station", () => {
  it("are all of a paper with few, as they stand on it", () => {
    expect(keys([field("a", "doubt"), field("b"), field("c", "dismissed")])).toEqual(["a", "b"]);
    expect(keyFields([])).toEqual({ shown: [], hidden: 0 });
  });

  it("are those to look at before those that are sure, still in their order", () => {
    const many = ["1", "2", "3", "4", "5", "6", "7", "8"].map((key) => field(key));
    const fields = [...many, field("doubt", "doubt"), field("unread", "unread")];
    expect(keys(fields)).toEqual(["1", "2", "3", "4", "5", "doubt", "unread"]);
    expect(keyFields(fields).hidden).toBe(3);
  });
});
