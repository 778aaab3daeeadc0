import { describe, expect, it } from "vitest";
import { ScanSettings, type ScanProfiles } from "../../shared/contract";
import { profileFor } from "./scan-profiles";

const profile = (id: string) => ({
  id,
  name: id,
  driver: "sane" as const,
  deviceId: "pnm:0",
  settings: ScanSettings.parse({}),
});
const profiles = (change: Partial<ScanProfiles>): ScanProfiles => ({
  profiles: [profile("one"), profile("two")],
  defaultId: null,
  byComponent: {},
  isLocked: false,
  ...change,
});
const paper = { code: "", name: "Giấy chứng sinh" };

describe("the profile for a paper", () => {
  it("is the one last used for its kind, else the default", () => {
    const both = profiles({ defaultId: "one", byComponent: { "name:giay chung sinh": "two" } });
    expect(profileFor(both, paper)?.id).toBe("two");
    expect(profileFor(both, { code: "A1", name: "x" })?.id).toBe("one");
    expect(profileFor(both, null)?.id).toBe("one");
  });

  it("is the default when the remembered one is gone, and the only one when there is no default", () => {
    expect(profileFor(profiles({ defaultId: "one", byComponent: { A1: "gone" } }), { code: "A1", name: "" })?.id).toBe(
      "one",
    );
    expect(profileFor(profiles({ profiles: [profile("one")] }), paper)?.id).toBe("one");
    expect(profileFor(profiles({}), paper)).toBeNull();
  });
});
