import { describe, expect, test } from "vitest";
import * as structs from "./structs";

describe("structures of twain.h, packed to 2 bytes", () => {
  test.each([
    {
      pointerBytes: 8,
      sizes: { capability: 12, userInterface: 12, event: 10, callback: 14, entryPoint: 44, memory: 42 },
    },
    { pointerBytes: 4, sizes: { capability: 8, userInterface: 8, event: 6, callback: 10, entryPoint: 24, memory: 38 } },
  ] as const)("have their sizes with pointers of $pointerBytes bytes", ({ pointerBytes, sizes }) => {
    expect({
      capability: structs.capability(pointerBytes, 1, { type: 5, handle: 0n }).length,
      userInterface: structs.userInterface(pointerBytes, true, 0n).length,
      event: structs.event(pointerBytes, 0n).length,
      callback: structs.callback(pointerBytes, 0n).length,
      entryPoint: structs.entryPoint(pointerBytes).length,
      memory: structs.memoryTransfer(pointerBytes, { pointer: 0n, bytes: 1 }).length,
    }).toEqual(sizes);
  });

  test("that hold no pointer have one size", () => {
    expect(
      [structs.emptyIdentity(), structs.imageInfo(), structs.imageLayout({ width: 1, height: 1 })].map((s) => s.length),
    ).toEqual([156, 42, 28]);
    expect([structs.pendingTransfers(), structs.status(), structs.setupMemory()].map((s) => s.length)).toEqual([
      6, 4, 12,
    ]);
  });

  test("a handle of 32 or 64 bits is read back as it was written", () => {
    for (const [pointerBytes, handle] of [
      [4, 0xfedc_ba98n],
      [8, 0xfedc_ba98_7654_3210n],
    ] as const) {
      const struct = structs.capability(pointerBytes, 0x1118, { type: 6, handle });
      expect(structs.readCapability(struct)).toEqual({ type: 6, handle });
      expect(structs.capabilityId(struct)).toBe(0x1118);
    }
  });

  test("a pointer that koffi gives as a negative number is taken as its bits", () => {
    expect(structs.userInterface(8, false, -1n).readBigUInt64LE(4)).toBe(0xffff_ffff_ffff_ffffn);
  });

  test("fixed-point numbers keep their fraction on both sides of zero", () => {
    const cell = Buffer.alloc(4);
    for (const value of [0, 8.5, 210 / 25.4, 600, -0.25, -7.5]) {
      structs.writeFix32(cell, value, 0);
      expect(structs.readFix32(cell, 0)).toBeCloseTo(value, 4);
    }
  });

  test("a name without an end is cut, and one with spaces is trimmed", () => {
    const raw = structs.emptyIdentity();
    raw.fill("x", 122, 156);
    raw.write("  Acme ", 54, "latin1");
    expect(structs.readIdentity(raw)).toMatchObject({ name: "x".repeat(34), manufacturer: "Acme" });
  });

  test("this program says that it knows TWAIN 2, and only the manager says that it does too", () => {
    const identity = structs.applicationIdentity();
    expect(identity.readUInt32LE(50)).toBe(0x2000_0003);
    expect(structs.isTwain2(identity)).toBe(false);
  });
});
