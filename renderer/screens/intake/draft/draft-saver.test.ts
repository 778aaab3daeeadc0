import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { FaultOf } from "../../../bridge";
import type { DraftFields } from "./draft-fields";
import { DraftSaver } from "./draft-saver";

const toFault = (error: unknown): FaultOf => error as FaultOf;

interface Call {
  fields: DraftFields;
  finish: () => void;
  fail: (fault: FaultOf) => void;
}

function recordingSaver(delayMs = 5): { saver: DraftSaver; calls: Call[] } {
  const calls: Call[] = [];
  const save = (fields: DraftFields): Promise<void> =>
    new Promise((finish, fail) => void calls.push({ fields, finish, fail }));
  return { saver: new DraftSaver({ save, toFault, delayMs, retryMs: 10 }), calls };
}

describe("saving a draft as it is typed", () => {
  it("gathers a run of typing into one save", async () => {
    const { saver, calls } = recordingSaver();
    saver.type({ applicant: { fullName: "A" } });
    saver.type({ applicant: { fullName: "An", phone: "09" } });
    await pause(20);
    expect(calls.map((call) => call.fields)).toEqual([{ applicant: { fullName: "An", phone: "09" } }]);
  });

  it("never has two saves under way, and sends the latest typing last", async () => {
    const { saver, calls } = recordingSaver();
    saver.type({ summary: "one" });
    const saved = saver.flush();
    saver.type({ summary: "two" });
    saver.type({ summary: "three" });
    await pause(20);
    expect(calls).toHaveLength(1);
    calls[0]?.finish();
    await pause(1);
    expect(calls.map((call) => call.fields.summary)).toEqual(["one", "three"]);
    calls[1]?.finish();
    expect(await saved).toBe(true);
    expect(saver.snapshot()).toMatchObject({ saving: "saved", typed: { summary: "three" } });
  });

  it("keeps what could not be saved and tries again when core is back", async () => {
    const { saver, calls } = recordingSaver();
    saver.type({ summary: "kept", applicant: { phone: "1" } });
    const first = saver.flush();
    calls[0]?.fail({ code: "CORE_UNAVAILABLE", facts: {} });
    expect(await first).toBe(false);
    expect(saver.snapshot().saving).toBe("failed");
    await pause(40);
    expect(calls[1]?.fields).toEqual({ summary: "kept", applicant: { phone: "1" } });
    calls[1]?.finish();
    await pause(1);
    expect(saver.snapshot()).toMatchObject({ saving: "saved", fault: null });
  });

  it("sends a refused change again only with the next typing", async () => {
    const { saver, calls } = recordingSaver();
    saver.type({ summary: "x" });
    const first = saver.flush();
    calls[0]?.fail({ code: "INPUT_INVALID", facts: {} });
    await first;
    await pause(40);
    expect(calls).toHaveLength(1);
    saver.type({ summary: "y" });
    await pause(20);
    expect(calls[1]?.fields).toEqual({ summary: "y" });
  });

  it("has nothing to do when nothing was typed", async () => {
    const { saver, calls } = recordingSaver();
    expect(await saver.flush()).toBe(true);
    expect(calls).toHaveLength(0);
  });

  it("still saves what is typed after there was nothing to do", async () => {
    const { saver, calls } = recordingSaver();
    await saver.flush();
    saver.type({ summary: "later" });
    await pause(20);
    expect(calls.map((call) => call.fields.summary)).toEqual(["later"]);
  });
});
