import { describe, expect, it } from "vitest";
import { formatVendorOptions, parseVendorOptions } from "./vendor-options";

describe("vendor options", () => {
  it("are read line by line and written back", () => {
    const options = { "three-pass": "yes", "test-picture": "Color pattern=2" };
    expect(parseVendorOptions("three-pass = yes\n\n test-picture=Color pattern=2 \n")).toEqual({ options });
    expect(parseVendorOptions(formatVendorOptions(options))).toEqual({ options });
    expect(parseVendorOptions("")).toEqual({ options: {} });
  });

  it("name the first line that is wrong", () => {
    expect(parseVendorOptions("a=1\nno sign")).toEqual({ wrongLine: 2 });
    expect(parseVendorOptions("=1")).toEqual({ wrongLine: 1 });
    expect(parseVendorOptions("--mode=1")).toEqual({ wrongLine: 1 });
    expect(parseVendorOptions(`a=${"x".repeat(301)}`)).toEqual({ wrongLine: 1 });
  });
});
