// Capability values travel in containers of global memory: one value, a list, a list with a choice, or a range.
// TWAIN 2.4, chapter 4 "Capability Containers".
import { TWON, TWTY, type ItemType } from "./constants";
import { readFix32, writeFix32 } from "./structs";

export type CapabilityValues =
  | { kind: "one"; current: number }
  | { kind: "list"; values: number[]; current: number | null }
  | { kind: "range"; min: number; max: number; step: number; current: number };

const ITEM_BYTES: Readonly<Record<ItemType, number>> = {
  [TWTY.INT8]: 1,
  [TWTY.INT16]: 2,
  [TWTY.INT32]: 4,
  [TWTY.UINT8]: 1,
  [TWTY.UINT16]: 2,
  [TWTY.UINT32]: 4,
  [TWTY.BOOL]: 2,
  [TWTY.FIX32]: 4,
};
const ONE_ITEM_AT = 2;
const ARRAY_ITEMS_AT = 6;
const ENUMERATION_ITEMS_AT = 14;
const RANGE = { min: 2, max: 6, step: 10, current: 18, bytes: 22 };
/** A source that claims more is broken. */
const MOST_ITEMS = 10_000;

/** The type of container, its bytes. */
export interface EncodedContainer {
  type: number;
  bytes: Buffer;
}

export function encodeOne(itemType: ItemType, value: number): EncodedContainer {
  const bytes = Buffer.alloc(6);
  bytes.writeUInt16LE(itemType, 0);
  if (itemType === TWTY.FIX32) writeFix32(bytes, value, ONE_ITEM_AT);
  else bytes.writeInt32LE(value | 0, ONE_ITEM_AT);
  return { type: TWON.ONEVALUE, bytes };
}

/** Of 16-bit items. */
export function encodeArray(itemType: ItemType, values: readonly number[]): EncodedContainer {
  const bytes = Buffer.alloc(ARRAY_ITEMS_AT + 2 * values.length);
  bytes.writeUInt16LE(itemType, 0);
  bytes.writeUInt32LE(values.length, 2);
  values.forEach((value, index) => bytes.writeUInt16LE(value, ARRAY_ITEMS_AT + 2 * index));
  return { type: TWON.ARRAY, bytes };
}

/** @returns undefined when the source gave something that is no container, or strings and frames */
export function decodeContainer(type: number, bytes: Buffer): CapabilityValues | undefined {
  if (bytes.length < 6) return undefined;
  const itemType = bytes.readUInt16LE(0);
  if (!isItemType(itemType)) return undefined;
  switch (type) {
    case TWON.ONEVALUE:
      return { kind: "one", current: readItem(bytes, itemType, ONE_ITEM_AT) };
    case TWON.RANGE:
      return decodeRange(bytes, itemType);
    case TWON.ARRAY:
      return decodeList(bytes, itemType, { itemsAt: ARRAY_ITEMS_AT, currentAt: null });
    case TWON.ENUMERATION:
      return decodeList(bytes, itemType, { itemsAt: ENUMERATION_ITEMS_AT, currentAt: 6 });
    default:
      return undefined;
  }
}

function decodeRange(bytes: Buffer, itemType: ItemType): CapabilityValues | undefined {
  if (bytes.length < RANGE.bytes) return undefined;
  const read = (at: number) => readItem(bytes, itemType, at);
  return {
    kind: "range",
    min: read(RANGE.min),
    max: read(RANGE.max),
    step: read(RANGE.step),
    current: read(RANGE.current),
  };
}

function decodeList(
  bytes: Buffer,
  itemType: ItemType,
  { itemsAt, currentAt }: { itemsAt: number; currentAt: number | null },
): CapabilityValues | undefined {
  const count = bytes.readUInt32LE(2);
  const size = ITEM_BYTES[itemType];
  if (count > MOST_ITEMS || bytes.length < itemsAt + count * size) return undefined;
  const values = Array.from({ length: count }, (_, index) => readItem(bytes, itemType, itemsAt + index * size));
  return { kind: "list", values, current: currentAt === null ? null : (values[bytes.readUInt32LE(currentAt)] ?? null) };
}

function readItem(bytes: Buffer, itemType: ItemType, at: number): number {
  switch (itemType) {
    case TWTY.INT8:
      return bytes.readInt8(at);
    case TWTY.INT16:
      return bytes.readInt16LE(at);
    case TWTY.INT32:
      return bytes.readInt32LE(at);
    case TWTY.UINT8:
      return bytes.readUInt8(at);
    case TWTY.UINT32:
      return bytes.readUInt32LE(at);
    case TWTY.FIX32:
      return readFix32(bytes, at);
    default:
      return bytes.readUInt16LE(at);
  }
}

function isItemType(value: number): value is ItemType {
  return value in ITEM_BYTES;
}
