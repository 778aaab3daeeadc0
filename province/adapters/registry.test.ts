import { describe, expect, it } from "vitest";
import { chooseSystem, createAdapters, ForwardingSettings, type Rule } from "./registry";
import { sampleDossier, sampleRecord } from "./sample-dossier.fixture";

const RULES: Rule[] = [
  { procedure: "*", unit: "*", from: "2026-01-01", system: "cổng" },
  { procedure: "*", unit: "H34.12", from: "2026-07-01", system: "tỉnh" },
  { procedure: "1.001193", unit: "*", from: "2026-10-01", system: "hộ tịch" },
  { procedure: "1.001193", unit: "*", from: "2027-03-01", system: "hộ tịch mới" },
  { procedure: "2.000815", unit: "*", from: "2026-01-01", system: null },
];

describe("the system that a dossier goes to", () => {
  it.each([
    ["1.000001", "H35.1-261123-0001", "2026-11-23", "cổng"],
    ["1.000001", "H34.12.5-261123-0001", "2026-11-23", "tỉnh"],
    ["1.000001", "H34.12.5-260601-0001", "2026-06-01", "cổng"],
    ["1.001193", "H34.12.5-261123-0001", "2026-11-23", "hộ tịch"],
    ["1.001193", "H34.12.5-261001-0001", "2026-10-01", "hộ tịch"],
    ["1.001193", "H34.12.5-260930-0001", "2026-09-30", "tỉnh"],
    ["1.001193", "H34.12.5-270301-0001", "2027-03-01", "hộ tịch mới"],
    ["2.000815", "H34.12.5-261123-0001", "2026-11-23", null],
    ["1.000001", "H35.1-251231-0001", "2025-12-31", null],
  ])("of procedure %s at %s, received on %s, is %s", (...row) => {
    const [procedure, unit, receivedOn, system] = row;
    expect(chooseSystem(RULES, { procedure, unit, receivedOn })).toBe(system);
    expect(chooseSystem([...RULES].reverse(), { procedure, unit, receivedOn })).toBe(system);
  });

  it("is chosen by the day of reception in Vietnam, not by the day of sending", () => {
    const settings = ForwardingSettings.parse({
      systems: {
        cũ: { adapter: "gen1", settings: { url: "https://a.example", account: "a", password: "b", unitCode: "c" } },
      },
      rules: [{ procedure: "*", from: "2026-11-23", system: "cũ" }],
    });
    const adapters = createAdapters(settings);
    expect(adapters(sampleDossier())).not.toBeNull(); // 22 November 17:30 UTC is the 23rd in Vietnam
    expect(adapters(sampleDossier({ record: sampleRecord({ NgayTiepNhan: "20261122235959" }) }))).toBeNull();
  });

  it("must be one that is there", () => {
    const rules = [{ procedure: "*", from: "2026-01-01", system: "nowhere" }];
    expect(ForwardingSettings.safeParse({ systems: {}, rules }).success).toBe(false);
  });
});
