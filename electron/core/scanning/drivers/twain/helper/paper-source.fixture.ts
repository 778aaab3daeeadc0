// A data source and its manager in memory, for both pointer widths: what can be had without Windows of a scanner.
// That it answers as a real one does is shown by the recorded talks with the C source, see recorded/.
import { CAP, DAT, DF, MSG, TWON, TWRC, TWTY, type ItemType } from "./constants";
import { TwainFault } from "./fault";
import { readFix32, writeFix32, type PointerBytes } from "./structs";
import type { Operation, TwainSystem } from "./system";

export interface PaperCapability {
  type: ItemType;
  /** An array of 16-bit items when it has no value. */
  value: number | undefined;
  offered?: readonly number[];
  range?: { min: number; max: number; step: number };
  /** A value that it takes in place of the one that was asked for. */
  rounds?: (wanted: number) => number;
}

export interface PaperSource {
  pointerBytes: PointerBytes;
  isTwain2: boolean;
  sheets: number;
  capabilities: Map<number, PaperCapability>;
  /** At the page from 1; 0: while it is enabled. */
  fault?: { page: number; code: number; condition: number };
  /** Tells that it closes its dialog instead of that it is ready. */
  closesDialog?: boolean;
  /** Pages under way and sheets taken in. */
  fed: number;
  /** Rows of a memory transfer, of 16 x 4 pixels in 24 bits. */
  blocks?: readonly { x: number; y: number; columns: number; rows: number }[];
  /** What was allocated and never freed. */
  heap: Map<bigint, Buffer>;
}

const U16 = TWTY.UINT16;
const BOOL = TWTY.BOOL;

export function makePaperSource(changes: Partial<PaperSource> = {}): PaperSource {
  const offers = (...offered: number[]) => ({ type: U16, value: offered[0], offered });
  const flag = (value: number) => ({ type: BOOL, value, offered: [0, 1] });
  return {
    pointerBytes: 8,
    isTwain2: true,
    sheets: 3,
    fed: 0,
    heap: new Map(),
    capabilities: new Map<number, PaperCapability>([
      [CAP.XFERCOUNT, { type: TWTY.INT16, value: -1 }],
      [CAP.COMPRESSION, offers(0)],
      [CAP.PIXELTYPE, offers(2, 1, 0)],
      [CAP.UNITS, offers(0)],
      [CAP.XFERMECH, offers(0, 2)],
      [CAP.XRESOLUTION, { type: TWTY.FIX32, value: 200, offered: [75, 200, 300] }],
      [CAP.YRESOLUTION, { type: TWTY.FIX32, value: 200, offered: [75, 200, 300] }],
      [CAP.PHYSICALWIDTH, { type: TWTY.FIX32, value: 8.5 }],
      [CAP.PHYSICALHEIGHT, { type: TWTY.FIX32, value: 14 }],
      [CAP.SUPPORTEDSIZES, offers(0, 1, 5, 3)],
      [CAP.FEEDERENABLED, flag(1)],
      [CAP.FEEDERLOADED, { type: BOOL, value: 1 }],
      [CAP.PAPERDETECTABLE, { type: BOOL, value: 1 }],
      [CAP.AUTOFEED, flag(1)],
      [CAP.AUTOSCAN, flag(1)],
      [CAP.INDICATORS, flag(1)],
      [CAP.DUPLEXENABLED, flag(0)],
      [CAP.DOUBLEFEEDDETECTION, { type: U16, value: undefined, offered: [0] }],
    ]),
    ...changes,
  };
}

export function openPaperSystem(source: PaperSource): TwainSystem {
  return new PaperSystem(source);
}

const SUCCESS = TWRC.SUCCESS;
const CC = { NODS: 3, BADVALUE: 10, CAPUNSUPPORTED: 13 };
const MESSAGE_AT = 0x1234n;

class PaperSystem implements TwainSystem {
  readonly pointerBytes: PointerBytes;
  readonly window = 77n;
  #lastHandle = 1000n;
  #condition = 0;
  #callback: ((message: number) => void) | undefined;
  #messages: number[] = [];
  #page = 0;
  #left = 0;
  #block = 0;

  constructor(private readonly source: PaperSource) {
    this.pointerBytes = source.pointerBytes;
  }

  readonly memory: TwainSystem["memory"] = {
    allocate: (bytes) => this.#keep(Buffer.alloc(bytes)),
    free: (handle) => void this.source.heap.delete(handle),
    sizeOf: (handle) => this.source.heap.get(handle)?.length ?? 0,
    read: (handle, { at, bytes }) => Buffer.from(this.#find(handle).subarray(at, at + bytes)),
    write: (handle, bytes) => void bytes.copy(this.#find(handle)),
  };

  useMemoryFunctions(): void {
    // They stand for the memory above.
  }

  openBuffer(bytes: number) {
    const pointer = this.#keep(Buffer.alloc(bytes));
    return {
      pointer,
      bytes,
      read: (wanted: number) => Buffer.from(this.#find(pointer).subarray(0, wanted)),
      close: () => void this.source.heap.delete(pointer),
    };
  }

  openCallback(onMessage: (message: number) => void): bigint {
    this.#callback = onMessage;
    return 99n;
  }

  nextMessage(): bigint | undefined {
    return this.#messages.length > 0 ? MESSAGE_AT : undefined;
  }

  dispatchMessage(): void {
    this.#messages.shift();
  }

  close(): void {
    this.#callback = undefined;
  }

  call(application: Buffer, destination: Buffer | null, { data, message, struct }: Operation): number {
    const to = struct ?? Buffer.alloc(0);
    const answers: Readonly<Record<number, () => number>> = {
      [DAT.STATUS]: () => this.#answer(() => to.writeUInt16LE(this.#condition, 0)),
      [DAT.PARENT]: () => this.#openManager(application, message),
      [DAT.IDENTITY]: () => this.#identity(message, to),
      [DAT.ENTRYPOINT]: () => SUCCESS,
      [DAT.EVENT]: () => this.#event(to),
      [DAT.CAPABILITY]: () => this.#capability(message, to),
      [DAT.USERINTERFACE]: () => (message === MSG.ENABLEDS ? this.#enable() : SUCCESS),
      [DAT.PENDINGXFERS]: () => this.#pending(message, to),
      [DAT.IMAGEINFO]: () => this.#info(to),
      [DAT.IMAGENATIVEXFER]: () => this.#native(to),
      [DAT.SETUPMEMXFER]: () => this.#answer(() => to.writeUInt32LE(8192, 8)),
      [DAT.IMAGEMEMXFER]: () => this.#memory(to),
    };
    return answers[data]?.() ?? (destination ? SUCCESS : TWRC.FAILURE);
  }

  #answer(write: () => unknown): number {
    write();
    return SUCCESS;
  }

  #fail(condition: number): number {
    this.#condition = condition;
    return TWRC.FAILURE;
  }

  #openManager(application: Buffer, message: number): number {
    const groups = application.readUInt32LE(50);
    if (message === MSG.OPENDSM && this.source.isTwain2) application.writeUInt32LE((groups | DF.DSM2) >>> 0, 50);
    return SUCCESS;
  }

  #identity(message: number, to: Buffer): number {
    if (message === MSG.GETNEXT) return TWRC.ENDOFLIST;
    if (message === MSG.GETFIRST) {
      if (this.source.capabilities.size === 0) return this.#fail(CC.NODS);
      to.write("Quay", 54, "latin1");
      to.write("Test source", 122, "latin1");
    }
    return SUCCESS;
  }

  #event(to: Buffer): number {
    const told = this.#messages.shift() ?? 0;
    to.writeUInt16LE(told, this.pointerBytes);
    return told ? TWRC.DSEVENT : TWRC.NOTDSEVENT;
  }

  #tell(message: number): void {
    if (this.#callback) this.#callback(message);
    else this.#messages.push(message);
  }

  #capability(message: number, struct: Buffer): number {
    const capability = this.source.capabilities.get(struct.readUInt16LE(0));
    if (!capability) return this.#fail(CC.CAPUNSUPPORTED);
    if (message === MSG.SET) return this.#set(capability, this.#find(this.#pointer(struct, 4)));
    const { type, bytes } = encode(capability, message);
    struct.writeUInt16LE(type, 2);
    this.#point(struct, this.#keep(bytes), 4);
    return SUCCESS;
  }

  #set(capability: PaperCapability, container: Buffer): number {
    const isArray = capability.value === undefined;
    const wanted = capability.type === TWTY.FIX32 ? readFix32(container, 2) : container.readInt16LE(isArray ? 6 : 2);
    const value = capability.rounds?.(wanted) ?? wanted;
    if (capability.offered && !capability.offered.includes(value)) return this.#fail(CC.BADVALUE);
    if (!isArray) capability.value = value;
    return value === wanted ? SUCCESS : TWRC.CHECKSTATUS;
  }

  #current(id: number): number {
    return this.source.capabilities.get(id)?.value ?? 0;
  }

  #enable(): number {
    const { fault, sheets } = this.source;
    if (fault?.page === 0) return this.#fails(fault);
    const sides = this.#current(CAP.DUPLEXENABLED) === 1 ? 2 : 1;
    const limit = this.#current(CAP.XFERCOUNT);
    const all = this.#current(CAP.FEEDERENABLED) === 1 ? sheets * sides : 1;
    this.#left = limit > 0 ? Math.min(limit, all) : all;
    this.#page = 0;
    this.#tell(this.source.closesDialog ? MSG.CLOSEDSREQ : MSG.XFERREADY);
    return SUCCESS;
  }

  #fails({ code, condition }: { code: number; condition: number }): number {
    this.#condition = condition;
    return code;
  }

  #pending(message: number, to: Buffer): number {
    if (message === MSG.RESET) return SUCCESS;
    this.#page++;
    this.#left--;
    to.writeUInt16LE(this.#left > 0 ? 0xffff : 0, 0);
    if (this.#left > 0 && this.#current(CAP.AUTOSCAN) === 1) this.source.fed++;
    return SUCCESS;
  }

  #info(to: Buffer): number {
    writeFix32(to, this.#current(CAP.XRESOLUTION), 0);
    to.writeInt32LE(16, 8);
    to.writeInt32LE(4, 12);
    to.writeInt16LE(24, 34);
    return SUCCESS;
  }

  #feed(): number {
    const { fault } = this.source;
    if (fault?.page === this.#page + 1) return this.#fails(fault);
    this.source.fed++;
    return SUCCESS;
  }

  #native(to: Buffer): number {
    const code = this.#feed();
    if (code !== SUCCESS) return code;
    const dib = Buffer.alloc(40 + 16 * 3 * 4);
    dib.writeUInt32LE(40, 0);
    dib.writeInt32LE(16, 4);
    dib.writeInt32LE(4, 8);
    dib.writeUInt16LE(24, 14);
    this.#point(to, this.#keep(dib), 0);
    return TWRC.XFERDONE;
  }

  #memory(to: Buffer): number {
    const blocks = this.source.blocks ?? [{ x: 0, y: 0, columns: 16, rows: 4 }];
    const block = blocks[this.#block++];
    if (!block) throw new Error("more rows were asked for than there are");
    const bytes = block.columns * 3 * block.rows;
    this.#find(this.#pointer(to, 34)).fill(this.#block, 0, bytes);
    to.writeUInt16LE(0, 0);
    [block.columns * 3, block.columns, block.rows, block.x, block.y, bytes].forEach((value, index) =>
      to.writeUInt32LE(value, 2 + index * 4),
    );
    if (this.#block < blocks.length) return SUCCESS;
    this.#block = 0;
    this.source.fed++;
    return TWRC.XFERDONE;
  }

  #keep(bytes: Buffer): bigint {
    this.#lastHandle += 16n;
    this.source.heap.set(this.#lastHandle, bytes);
    return this.#lastHandle;
  }

  #find(handle: bigint): Buffer {
    const bytes = this.source.heap.get(handle);
    if (!bytes) throw new TwainFault("NOMEMORY", "GlobalLock");
    return bytes;
  }

  #pointer(struct: Buffer, at: number): bigint {
    return this.pointerBytes === 8 ? struct.readBigUInt64LE(at) : BigInt(struct.readUInt32LE(at));
  }

  #point(struct: Buffer, handle: bigint, at: number): void {
    if (this.pointerBytes === 8) struct.writeBigUInt64LE(handle, at);
    else struct.writeUInt32LE(Number(handle), at);
  }
}

function encode({ type, value, offered, range }: PaperCapability, message: number): { type: number; bytes: Buffer } {
  const bytes = Buffer.alloc(64);
  bytes.writeUInt16LE(type, 0);
  const put = (item: number, at: number) =>
    type === TWTY.FIX32 ? writeFix32(bytes, item, at) : bytes.writeInt16LE(item, at);
  if (value === undefined) {
    bytes.writeUInt32LE(offered?.length ?? 0, 2);
    offered?.forEach((item, index) => put(item, 6 + index * 2));
    return { type: TWON.ARRAY, bytes };
  }
  if (message === MSG.GET && range) {
    [range.min, range.max, range.step, 0, value].forEach((item, index) => put(item, 2 + index * 4));
    return { type: TWON.RANGE, bytes };
  }
  if (message === MSG.GET && offered && offered.length > 1) {
    bytes.writeUInt32LE(offered.length, 2);
    bytes.writeUInt32LE(Math.max(0, offered.indexOf(value)), 6);
    offered.forEach((item, index) => put(item, 14 + index * (type === TWTY.FIX32 ? 4 : 2)));
    return { type: TWON.ENUMERATION, bytes };
  }
  put(value, 2);
  return { type: TWON.ONEVALUE, bytes };
}
