import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ScanSettings } from "../../../shared/contract";
import { ChangeBus } from "../changes";
import { openStorage, type Storage } from "../storage";
import { createProfiles, type Profiles } from "./profiles";

let folder: string;
let storage: Storage;
let profiles: Profiles;
let now: Date;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "profiles-"));
  now = new Date("2026-11-22T02:00:00.000Z");
  open();
});
afterEach(() => {
  storage.close();
  fs.rmSync(folder, { recursive: true });
});

function open(): void {
  storage = openStorage({ file: path.join(folder, "office.db"), keyHex: "5a".repeat(32) });
  profiles = createProfiles({ storage, changes: new ChangeBus(), clock: { now: () => now } });
}

function save(name: string, id: string | null = null): string {
  const settings = ScanSettings.parse({ source: "feeder" });
  const list = profiles.save({ id, name, driver: "sane", deviceId: "pnm:0", settings });
  return list.profiles.find((profile) => profile.name === name)?.id ?? "";
}
const wait = (seconds: number) => (now = new Date(now.getTime() + seconds * 1000));

describe("scan profiles", () => {
  it("are saved, changed and removed; the first is the default, and the next takes its place", () => {
    const b = save("B");
    const a = save("A");
    expect(profiles.list()).toMatchObject({ defaultId: b, profiles: [{ name: "A" }, { name: "B" }], byComponent: {} });
    save("C", b);
    expect(profiles.makeDefault(a).defaultId).toBe(a);
    expect(profiles.remove(a)).toMatchObject({ defaultId: b, profiles: [{ name: "C" }] });
    expect(profiles.remove(b)).toMatchObject({ defaultId: null, profiles: [] });
  });

  it("are remembered by kind of paper until they are removed", () => {
    const a = save("A");
    const b = save("B");
    profiles.remember({ componentKey: "c01", id: a });
    expect(profiles.remember({ componentKey: "c01", id: b }).byComponent).toEqual({ c01: b });
    expect(profiles.remove(b).byComponent).toEqual({});
  });

  it("that are not there are NOT_FOUND", () => {
    const id = randomUUID();
    expect(() => save("A", id)).toThrow("NOT_FOUND");
    expect(() => profiles.remove(id)).toThrow("NOT_FOUND");
    expect(() => profiles.makeDefault(id)).toThrow("NOT_FOUND");
    expect(() => profiles.remember({ componentKey: "x", id })).toThrow("NOT_FOUND");
    expect(profiles.list().defaultId).toBeNull();
  });

  it("that fail to become the default leave the default as it was", () => {
    const a = save("A");
    expect(() => profiles.makeDefault(randomUUID())).toThrow("NOT_FOUND");
    expect(profiles.list().defaultId).toBe(a);
  });

  it("kept by an older version get the settings that have been added since", () => {
    const id = save("A");
    storage.transaction((writer) => writer.run("UPDATE scan_profiles SET settings = ?", '{"source":"duplex"}'));
    const expected = ScanSettings.parse({ source: "duplex" });
    expect(profiles.list().profiles).toEqual([
      { id, name: "A", driver: "sane", deviceId: "pnm:0", settings: expected },
    ]);
  });
});

describe("the administrator's lock", () => {
  const wrong = (code = "000000") => profiles.unlock(code);

  it("closes the list for changes but not for choosing, over a restart, until the right code", async () => {
    const id = save("A");
    expect((await profiles.lock("123456")).isLocked).toBe(true);
    storage.close();
    open();
    for (const change of [() => save("B"), () => profiles.remove(id), () => profiles.makeDefault(id)])
      expect(change).toThrow("PROFILES_LOCKED");
    expect(profiles.remember({ componentKey: "c01", id }).byComponent).toEqual({ c01: id });
    await expect(wrong()).rejects.toMatchObject({ code: "ADMIN_CODE_WRONG", facts: { waitSeconds: 0 } });
    expect((await profiles.unlock("123456")).isLocked).toBe(false);
    expect(save("B")).not.toBe("");
  });

  it("keeps no code that could be read", async () => {
    await profiles.lock("123456");
    const kept = JSON.stringify(storage.read.get("SELECT * FROM scan_profile_lock"));
    expect(kept).not.toContain("123456");
  });

  it("is not taken over by another code while it is closed", async () => {
    await profiles.lock("123456");
    await expect(profiles.lock("654321")).rejects.toMatchObject({ code: "ADMIN_CODE_WRONG" });
    await profiles.unlock("123456");
    await profiles.lock("654321");
    expect((await profiles.unlock("654321")).isLocked).toBe(false);
  });

  it("makes one wait a minute after five wrong codes, also after a restart and with the right code", async () => {
    await profiles.lock("123456");
    for (let tries = 1; tries <= 4; tries++) await expect(wrong()).rejects.toMatchObject({ facts: { waitSeconds: 0 } });
    await expect(wrong()).rejects.toMatchObject({ facts: { waitSeconds: 60 } });
    storage.close();
    open();
    wait(20);
    await expect(profiles.unlock("123456")).rejects.toMatchObject({ facts: { waitSeconds: 40 } });
    wait(40);
    await expect(wrong()).rejects.toMatchObject({ facts: { waitSeconds: 60 } });
    wait(60);
    expect((await profiles.unlock("123456")).isLocked).toBe(false);
  });

  it("keeps the code of whoever was quicker when two close it at once", async () => {
    const codes = ["111111", "222222"];
    const closing = await Promise.allSettled(codes.map((code) => profiles.lock(code)));
    const winners = codes.filter((_code, index) => closing[index]?.status === "fulfilled");
    expect(winners).toHaveLength(1);
    expect((await profiles.unlock(winners[0] ?? "")).isLocked).toBe(false);
  });

  it("gives no more tries for a clock that is set back, and no endless wait", async () => {
    await profiles.lock("123456");
    for (let tries = 1; tries <= 5; tries++) await expect(wrong()).rejects.toThrow("ADMIN_CODE_WRONG");
    wait(-86_400);
    await expect(wrong()).rejects.toMatchObject({ facts: { waitSeconds: 60 } });
    wait(60);
    expect((await profiles.unlock("123456")).isLocked).toBe(false);
  });

  it("counts tries that come side by side", async () => {
    await profiles.lock("123456");
    const tries = await Promise.allSettled(Array.from({ length: 9 }, () => wrong()));
    const waiting = tries.filter((result) => result.status === "rejected" && result.reason.facts.waitSeconds > 0);
    expect(waiting.length).toBeGreaterThanOrEqual(4);
  });

  it("are opened at the command line without the code, and can be locked with another", async () => {
    save("A");
    await profiles.lock("123456");
    expect(profiles.forgetLock().isLocked).toBe(false);
    expect((await profiles.lock("654321")).isLocked).toBe(true);
    await expect(profiles.unlock("123456")).rejects.toMatchObject({ code: "ADMIN_CODE_WRONG" });
  });
});
