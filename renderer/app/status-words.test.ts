import { describe, expect, it } from "vitest";
import {
  ScanSettings,
  type KnownDevice,
  type Printer,
  type ScanProfiles,
  type SyncStatus,
} from "../../shared/contract";
import { printerWords, queueWords, recognitionWords, scannerWords } from "./status-words";

const NOW = new Date("2026-11-22T08:00:00.000Z");
const STATUS: SyncStatus = {
  link: "offline",
  sinceUtc: "2026-11-22T06:00:00.000Z",
  waiting: 12,
  sending: 0,
  attention: 1,
  sent: 3,
  waitingBytes: 1,
  lastSentAtUtc: "2026-11-22T00:41:00.000Z",
  lastPulledAtUtc: null,
  lastFault: null,
  running: false,
  percent: null,
  hold: "none",
  conflicts: 0,
  secondsLeft: null,
  clockOffsetSeconds: null,
  bundle: null,
};

describe("the queue's words", () => {
  it("name the link with its age, what waits, what needs attention and the last sending", () => {
    expect(queueWords(STATUS, NOW)).toEqual({
      tone: "bad",
      parts: [
        { key: "link.offline", age: { unit: "hours", count: 2 } },
        { key: "waiting", facts: { count: 12 } },
        { key: "attention", facts: { count: 1 } },
        { key: "lastSent", facts: { at: "07:41" } },
      ],
    });
  });

  it("leave attention out when there is none, and give the progress of a run", () => {
    const words = queueWords({ ...STATUS, link: "online", attention: 0, percent: 38, lastSentAtUtc: null }, NOW);
    expect(words.tone).toBe("good");
    expect(words.parts.map((part) => part.key)).toEqual(["link.online", "sending", "waiting", "neverSent"]);
  });

  it("say what holds the queue, what is to decide, and a clock that is wrong by more than five minutes", () => {
    const online = { ...STATUS, link: "online" as const, attention: 0 };
    const keys = (change: Partial<SyncStatus>) => queueWords({ ...online, ...change }, NOW).parts.map(({ key }) => key);
    expect(keys({ hold: "metered" })).toContain("hold.metered");
    expect(keys({ hold: "metered", waiting: 0 })).not.toContain("hold.metered");
    expect(keys({ conflicts: 2 })).toContain("conflicts");
    expect(keys({ clockOffsetSeconds: 301 })).toContain("clockFast");
    expect(keys({ clockOffsetSeconds: -3_600 })).toContain("clockSlow");
    expect(keys({ clockOffsetSeconds: 299 })).not.toContain("clockFast");
    expect(queueWords({ ...online, clockOffsetSeconds: -3_600 }, NOW).tone).toBe("warn");
    expect(queueWords({ ...online, conflicts: 1 }, NOW).tone).toBe("bad");
  });

  it("claim nothing before the first answer", () => {
    expect(queueWords(undefined, NOW).parts).toEqual([{ key: "unknown" }]);
  });
});

describe("device words", () => {
  const laser: Printer = { name: "LASER", description: "", isDefault: true, state: "stopped", reasons: [] };

  it("tell a stopped printer from a missing one", () => {
    expect(printerWords("LASER", [laser]).parts[0]?.key).toBe("printerStopped");
    expect(printerWords("GONE", [laser]).parts[0]?.key).toBe("printerMissing");
    expect(printerWords("LASER", [{ ...laser, state: "idle" }]).tone).toBe("good");
    expect(printerWords(null, [laser]).parts[0]?.key).toBe("printerUnset");
  });

  it("name the default profile, and say when its device is known to be away", () => {
    const address = { driver: "escl" as const, deviceId: "mfp" };
    const profile = { ...address, id: "1", name: "Khay nạp", settings: ScanSettings.parse({}) };
    const profiles: ScanProfiles = { profiles: [profile], defaultId: "1", byComponent: {}, isLocked: false };
    const device: KnownDevice = {
      ...address,
      name: "",
      state: "unreachable",
      address: null,
      certificateSha256: null,
      lastFault: null,
      lastUsedAtUtc: null,
    };
    expect(scannerWords(undefined, [])).toMatchObject({ parts: [{ key: "unknown" }] });
    expect(scannerWords({ ...profiles, profiles: [] }, []).parts[0]?.key).toBe("scannerUnset");
    expect(scannerWords(profiles, [])).toEqual({
      tone: "good",
      parts: [{ key: "scannerReady", facts: { name: "Khay nạp" } }],
    });
    expect(scannerWords(profiles, [device]).parts[0]?.key).toBe("scannerUnreachable");
    expect(scannerWords(profiles, [{ ...device, driver: "sane" }]).tone).toBe("good");
  });

  it("count pages being read before failed ones", () => {
    expect(recognitionWords({ queued: 2, running: 1, failed: 4 }).parts[0]).toEqual({
      key: "ocrBusy",
      facts: { count: 3 },
    });
    expect(recognitionWords({ queued: 0, running: 0, failed: 4 }).tone).toBe("warn");
  });
});
