import { describe, expect, test } from "vitest";
import { TWON, TWTY } from "./constants";
import { decodeContainer, encodeArray, encodeOne } from "./containers";

describe("containers of capability values", () => {
  test.each([
    [TWTY.BOOL, 1],
    [TWTY.UINT16, 65_535],
    [TWTY.INT16, -1],
    [TWTY.FIX32, 8.267],
    [TWTY.UINT32, 70_000],
    [TWTY.INT32, -70_000],
    [TWTY.UINT8, 200],
    [TWTY.INT8, -100],
  ] as const)("one value of type %i is read back as it was written", (type, value) => {
    const { type: container, bytes } = encodeOne(type, value);
    const decoded = decodeContainer(container, bytes);
    expect(decoded?.kind).toBe("one");
    expect(decoded?.current).toBeCloseTo(value, 3);
  });

  test("a list keeps its order", () => {
    const { type, bytes } = encodeArray(TWTY.UINT16, [2, 0, 1]);
    expect(decodeContainer(type, bytes)).toEqual({ kind: "list", values: [2, 0, 1], current: null });
  });

  test("an enumeration names the current one by its place; a place outside of it names none", () => {
    const bytes = Buffer.alloc(14 + 3 * 2);
    bytes.writeUInt16LE(TWTY.UINT16, 0);
    bytes.writeUInt32LE(3, 2);
    [75, 150, 300].forEach((value, index) => bytes.writeUInt16LE(value, 14 + index * 2));
    bytes.writeUInt32LE(1, 6);
    expect(decodeContainer(TWON.ENUMERATION, bytes)).toEqual({ kind: "list", values: [75, 150, 300], current: 150 });
    bytes.writeUInt32LE(9, 6);
    expect(decodeContainer(TWON.ENUMERATION, bytes)?.current).toBeNull();
  });

  test.each([
    { name: "shorter than its head", type: TWON.ONEVALUE, bytes: Buffer.alloc(3) },
    { name: "of an unknown kind", type: 77, bytes: Buffer.alloc(64) },
    { name: "of strings", type: TWON.ONEVALUE, bytes: Buffer.from([12, 0, 0, 0, 0, 0]) },
    {
      name: "that claims more items than it holds",
      type: TWON.ARRAY,
      bytes: Buffer.from([4, 0, 255, 255, 0, 0, 1, 0]),
    },
    {
      name: "that claims four thousand million items",
      type: TWON.ENUMERATION,
      bytes: Buffer.from([4, 0, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    },
    { name: "a range cut off", type: TWON.RANGE, bytes: Buffer.from([7, 0, 1, 0, 0, 0, 2, 0]) },
  ])("one $name is none", ({ type, bytes }) => {
    expect(decodeContainer(type, bytes)).toBeUndefined();
  });
});
