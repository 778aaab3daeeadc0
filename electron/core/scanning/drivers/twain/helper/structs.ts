// The structures of twain.h, which are packed to 2 bytes on Windows, as bytes. Offsets by hand: no FFI type system
// expresses that packing, and a Buffer can be passed as it is.
import { DF, DG } from "./constants";

export type PointerBytes = 4 | 8;

export interface Identity {
  name: string;
  manufacturer: string;
  /** The whole structure, as the manager gave it. */
  raw: Buffer;
}

export interface ImageInfo {
  resolutionDpi: number;
  widthPx: number;
  /** -1 when the source learns it only while it reads. */
  heightPx: number;
  bitsPerPixel: number;
  pixelType: number;
}

/** What a source wrote into one buffer of a memory transfer. */
export interface MemoryBlock {
  compression: number;
  bytesPerRow: number;
  columns: number;
  rows: number;
  x: number;
  y: number;
  bytesWritten: number;
}

const IDENTITY_BYTES = 156;
const AT = { version: 4, language: 8, country: 10, info: 12, protocol: 46, groups: 50 };
const NAMES = { manufacturer: 54, family: 88, product: 122 };
/** TW_STR32 is 34 bytes: 32 characters, the end, and one for alignment. */
const STR32_BYTES = 34;
const STR32_CHARACTERS = 32;
const LANGUAGE_USA = 13;
const COUNTRY_USA = 1;
const APPLICATION = "Quay Mot Cua";
const FIX32_FRACTION = 65_536;

/** TW_IDENTITY of this program. The manager writes its own flags into it. */
export function applicationIdentity(): Buffer {
  const identity = Buffer.alloc(IDENTITY_BYTES);
  identity.writeUInt16LE(1, AT.version);
  identity.writeUInt16LE(LANGUAGE_USA, AT.language);
  identity.writeUInt16LE(COUNTRY_USA, AT.country);
  identity.write("1.0", AT.info, "latin1");
  identity.writeUInt16LE(2, AT.protocol);
  identity.writeUInt16LE(4, AT.protocol + 2);
  identity.writeUInt32LE((DG.CONTROL | DG.IMAGE | DF.APP2) >>> 0, AT.groups);
  for (const at of Object.values(NAMES)) identity.write(APPLICATION.slice(0, STR32_CHARACTERS), at, "latin1");
  return identity;
}

export function emptyIdentity(): Buffer {
  return Buffer.alloc(IDENTITY_BYTES);
}

export function readIdentity(raw: Buffer): Identity {
  return { name: readString(raw, NAMES.product), manufacturer: readString(raw, NAMES.manufacturer), raw };
}

export function isTwain2(application: Buffer): boolean {
  return (application.readUInt32LE(AT.groups) & DF.DSM2) !== 0;
}

/** TW_CAPABILITY {Cap, ConType, hContainer}. */
export function capability(pointerBytes: PointerBytes, capabilityId: number, container: Container): Buffer {
  const struct = Buffer.alloc(4 + pointerBytes);
  struct.writeUInt16LE(capabilityId, 0);
  struct.writeUInt16LE(container.type, 2);
  writePointer(struct, container.handle, { at: 4, pointerBytes });
  return struct;
}

export function capabilityId(struct: Buffer): number {
  return struct.readUInt16LE(0);
}

export interface Container {
  type: number;
  handle: bigint;
}

export function readCapability(struct: Buffer): Container {
  return { type: struct.readUInt16LE(2), handle: readPointer(struct, 4, pointerBytesAfter(struct, 4)) };
}

/** TW_USERINTERFACE {ShowUI, ModalUI, hParent}. */
export function userInterface(pointerBytes: PointerBytes, showUi: boolean, window: bigint): Buffer {
  const struct = Buffer.alloc(4 + pointerBytes);
  struct.writeUInt16LE(showUi ? 1 : 0, 0);
  struct.writeUInt16LE(showUi ? 1 : 0, 2);
  writePointer(struct, window, { at: 4, pointerBytes });
  return struct;
}

/** TW_EVENT {pEvent, TWMessage}. */
export function event(pointerBytes: PointerBytes, message: bigint): Buffer {
  const struct = Buffer.alloc(pointerBytes + 2);
  writePointer(struct, message, { at: 0, pointerBytes });
  return struct;
}

export function readEventMessage(struct: Buffer): number {
  return struct.readUInt16LE(struct.length - 2);
}

/** TW_CALLBACK {CallBackProc, RefCon, Message}. */
export function callback(pointerBytes: PointerBytes, procedure: bigint): Buffer {
  const struct = Buffer.alloc(pointerBytes + 6);
  writePointer(struct, procedure, { at: 0, pointerBytes });
  return struct;
}

/** TW_ENTRYPOINT {Size, DSM_Entry, DSM_MemAllocate, DSM_MemFree, DSM_MemLock, DSM_MemUnlock}. */
export function entryPoint(pointerBytes: PointerBytes): Buffer {
  const struct = Buffer.alloc(4 + 5 * pointerBytes);
  struct.writeUInt32LE(struct.length, 0);
  return struct;
}

/** @returns allocate, free, lock, unlock */
export function readMemoryFunctions(struct: Buffer): [bigint, bigint, bigint, bigint] {
  const pointerBytes: PointerBytes = struct.length === 4 + 5 * 8 ? 8 : 4;
  const at = (index: number) => readPointer(struct, 4 + index * pointerBytes, pointerBytes);
  return [at(1), at(2), at(3), at(4)];
}

/** TW_PENDINGXFERS {Count, EOJ}. */
export function pendingTransfers(): Buffer {
  return Buffer.alloc(6);
}

/** TW_STATUS {ConditionCode, Data}. */
export function status(): Buffer {
  return Buffer.alloc(4);
}

/** TW_IMAGEINFO. */
export function imageInfo(): Buffer {
  return Buffer.alloc(42);
}

export function readImageInfo(struct: Buffer): ImageInfo {
  return {
    resolutionDpi: readFix32(struct, 0),
    widthPx: struct.readInt32LE(8),
    heightPx: struct.readInt32LE(12),
    bitsPerPixel: struct.readInt16LE(34),
    pixelType: struct.readInt16LE(38),
  };
}

/** TW_IMAGELAYOUT {Frame, DocumentNumber, PageNumber, FrameNumber}; the frame in the current unit, from the top left. */
export function imageLayout(frame: { width: number; height: number }): Buffer {
  const struct = Buffer.alloc(28);
  writeFix32(struct, frame.width, 8);
  writeFix32(struct, frame.height, 12);
  for (const at of [16, 20, 24]) struct.writeUInt32LE(1, at);
  return struct;
}

export function readLayoutSize(struct: Buffer): { width: number; height: number } {
  return { width: readFix32(struct, 8) - readFix32(struct, 0), height: readFix32(struct, 12) - readFix32(struct, 4) };
}

/** TW_SETUPMEMXFER {MinBufSize, MaxBufSize, Preferred}. */
export function setupMemory(): Buffer {
  return Buffer.alloc(12);
}

/** How large the source wants its buffer. */
export function readBufferBytes(struct: Buffer): number {
  return struct.readUInt32LE(8) || struct.readUInt32LE(0);
}

const MEMORY_FLAGS = 0x1 | 0x10; // TWMF_APPOWNS | TWMF_POINTER

/** TW_IMAGEMEMXFER with one buffer of ours. */
export function memoryTransfer(pointerBytes: PointerBytes, buffer: { pointer: bigint; bytes: number }): Buffer {
  const struct = Buffer.alloc(34 + pointerBytes);
  struct.writeUInt16LE(0xffff, 0);
  struct.writeUInt32LE(MEMORY_FLAGS, 26);
  struct.writeUInt32LE(buffer.bytes, 30);
  writePointer(struct, buffer.pointer, { at: 34, pointerBytes });
  return struct;
}

export function readMemoryTransfer(struct: Buffer): MemoryBlock {
  const [bytesPerRow, columns, rows, x, y, bytesWritten] = [2, 6, 10, 14, 18, 22].map((at) => struct.readUInt32LE(at));
  const block = { bytesPerRow, columns, rows, x, y, bytesWritten } as Omit<MemoryBlock, "compression">;
  return { compression: struct.readUInt16LE(0), ...block };
}

/** TW_FIX32 {Whole, Frac}. */
export function readFix32(struct: Buffer, at: number): number {
  return struct.readInt16LE(at) + struct.readUInt16LE(at + 2) / FIX32_FRACTION;
}

export function writeFix32(struct: Buffer, value: number, at: number): void {
  const scaled = Math.round(value * FIX32_FRACTION);
  struct.writeInt16LE(Math.floor(scaled / FIX32_FRACTION), at);
  struct.writeUInt16LE(((scaled % FIX32_FRACTION) + FIX32_FRACTION) % FIX32_FRACTION, at + 2);
}

export function handleCell(pointerBytes: PointerBytes, handle = 0n): Buffer {
  const cell = Buffer.alloc(8); // always 8: some 64-bit sources write only the lower half of a handle
  writePointer(cell, handle, { at: 0, pointerBytes });
  return cell;
}

export function readHandle(cell: Buffer, pointerBytes: PointerBytes): bigint {
  return readPointer(cell, 0, pointerBytes);
}

function pointerBytesAfter(struct: Buffer, at: number): PointerBytes {
  return struct.length - at === 8 ? 8 : 4;
}

function readPointer(struct: Buffer, at: number, pointerBytes: PointerBytes): bigint {
  return pointerBytes === 8 ? struct.readBigUInt64LE(at) : BigInt(struct.readUInt32LE(at));
}

function writePointer(
  struct: Buffer,
  pointer: bigint,
  { at, pointerBytes }: { at: number; pointerBytes: PointerBytes },
): void {
  if (pointerBytes === 8) struct.writeBigUInt64LE(BigInt.asUintN(64, pointer), at);
  else struct.writeUInt32LE(Number(BigInt.asUintN(32, pointer)), at);
}

function readString(struct: Buffer, at: number): string {
  const end = struct.indexOf(0, at);
  return struct.toString("latin1", at, end < 0 || end > at + STR32_BYTES ? at + STR32_BYTES : end).trim();
}
