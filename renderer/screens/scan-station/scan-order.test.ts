import { describe, expect, it } from "vitest";
import { ScanSettings, type ScanProfiles } from "../../../shared/contract";
import { chosenProfile, nextProfileId, settingsOf } from "./scan-order";

const profile = (id: string, settings: Partial<ScanSettings> = {}) => ({
  id,
  name: id,
  driver: "sane" as const,
  deviceId: "pnm:0",
  settings: ScanSettings.parse(settings),
});
const profiles: ScanProfiles = {
  profiles: [profile("one"), profile("two")],
  defaultId: "one",
  byComponent: {},
  isLocked: false,
};

describe("the profile in use", () => {
  it("is the one chosen by hand, else the one of the paper", () => {
    expect(chosenProfile(profiles, { profileId: "two", paper: null })?.id).toBe("two");
    expect(chosenProfile(profiles, { profileId: null, paper: null })?.id).toBe("one");
    expect(chosenProfile(profiles, { profileId: "gone", paper: null })?.id).toBe("one");
    expect(chosenProfile(undefined, { profileId: "two", paper: null })).toBeNull();
  });

  it("goes round with a key", () => {
    expect(nextProfileId(profiles, profile("two"))).toBe("one");
    expect(nextProfileId(profiles, null)).toBe("one");
    expect(nextProfileId({ ...profiles, profiles: [] }, null)).toBeNull();
  });
});

describe("the settings that are asked for", () => {
  it("are those of the profile with what was changed for this visit", () => {
    expect(settingsOf(profile("one"), { resolutionDpi: 200 }, false)).toMatchObject({
      resolutionDpi: 200,
      colourMode: "colour",
      maxPages: null,
    });
  });

  it("ask for one side of one sheet when a page is scanned again", () => {
    expect(settingsOf(profile("one", { source: "duplex" }), {}, true)).toMatchObject({ source: "feeder", maxPages: 1 });
    expect(settingsOf(profile("one", { source: "flatbed" }), {}, true)).toMatchObject({ source: "flatbed" });
  });
});
