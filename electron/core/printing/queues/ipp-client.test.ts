import { expect, test } from "vitest";
import { parseServerAddress, textsOf } from "./ipp-client";

test.each([
  ["/run/cups/cups.sock", { socketPath: "/run/cups/cups.sock" }],
  ["localhost:631", { host: "localhost", port: 631 }],
  ["[::1]:6310", { host: "::1", port: 6310 }],
  ["in.xa.example/version=1.1", { host: "in.xa.example", port: 631 }],
  ["", { host: "localhost", port: 631 }],
])("the server %j is reached at its socket or port", (text, address) => {
  expect(parseServerAddress(text)).toEqual(address);
});

test("one keyword, several and none are all a list", () => {
  const attributes = { one: "media-empty", several: ["paused", "toner-low"], none: "none" };
  expect(["one", "several", "none", "missing"].map((name) => textsOf(attributes, name))).toEqual([
    ["media-empty"],
    ["paused", "toner-low"],
    [],
    [],
  ]);
});
