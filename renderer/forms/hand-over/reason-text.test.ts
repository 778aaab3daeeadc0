import { expect, it } from "vitest";
import { reasonText } from "./reason-text";

it("says why in words, never as a code", () => {
  expect(reasonText({ state: "waiting", fault: null })).toBe("Chờ gửi");
  const refused = reasonText({
    state: "attention",
    fault: { code: "PROVINCE_REFUSED", facts: { reason: "Thiếu tờ khai" } },
  });
  expect(refused).toContain("Thiếu tờ khai");
  expect(refused).not.toContain("PROVINCE");
  expect(refused).not.toContain("{{");
});
