// One use of TWAIN, from the opened manager to the last page: the states 2 to 7 of the specification (chapter 2).
import { CAP, conditionName, DAT, DG, MSG, TWON, TWRC, TWTY, type ItemType } from "./constants";
import { decodeContainer, encodeOne, type CapabilityValues, type EncodedContainer } from "./containers";
import { TwainFault } from "./fault";
import * as structs from "./structs";
import type { MemoryBuffer, Operation, TwainSystem } from "./system";

/** A buffer of a memory transfer and where its rows belong. */
export interface ReceivedBlock extends structs.MemoryBlock {
  pixels: Buffer;
}

type Notice = "ready" | "close";

const NOTICES: Readonly<Record<number, Notice>> = { [MSG.XFERREADY]: "ready", [MSG.CLOSEDSREQ]: "close" };
/** Window messages would drown the log, and a status follows each failure. */
const TOO_MANY: ReadonlySet<number> = new Set([DAT.EVENT, DAT.STATUS]);
const MOST_SOURCES = 200;
const MOST_CONTAINER_BYTES = 65_536;
const SMALLEST_BUFFER_BYTES = 4096;
const LARGEST_BUFFER_BYTES = 16 * 1024 * 1024;

export class TwainSession {
  /** As in the specification: 3 manager open, 4 source open, 5 enabled, 6 page ready, 7 page under way. */
  state = 2;
  #application = structs.applicationIdentity();
  #window: Buffer;
  #source: Buffer | null = null;
  #isTwain2 = false;
  #ui: Buffer | null = null;
  readonly #notices: Notice[] = [];

  /** @throws TwainFault */
  constructor(
    private readonly system: TwainSystem,
    private readonly log: (line: string) => void,
  ) {
    this.#window = structs.handleCell(system.pointerBytes, system.window);
    this.#manager("OPENDSM", { data: DAT.PARENT, message: MSG.OPENDSM, struct: this.#window });
    this.state = 3;
    this.#isTwain2 = structs.isTwain2(this.#application);
    if (!this.#isTwain2) return;
    const entryPoint = structs.entryPoint(system.pointerBytes);
    this.#manager("ENTRYPOINT", { data: DAT.ENTRYPOINT, message: MSG.GET, struct: entryPoint });
    system.useMemoryFunctions(structs.readMemoryFunctions(entryPoint));
  }

  listSources(): structs.Identity[] {
    const found: structs.Identity[] = [];
    for (let message: number = MSG.GETFIRST; found.length < MOST_SOURCES; message = MSG.GETNEXT) {
      const raw = structs.emptyIdentity();
      const code = this.#call(null, { group: DG.CONTROL, data: DAT.IDENTITY, message, struct: raw });
      if (code === TWRC.ENDOFLIST) break;
      // A manager without a single source says FAILURE and NODS.
      if (code !== TWRC.SUCCESS) {
        const condition = this.#condition(null);
        if (condition === "NODS") break;
        throw new TwainFault(condition, "GETFIRST");
      }
      found.push(structs.readIdentity(raw));
    }
    return found;
  }

  /** @throws TwainFault NOSOURCE, and what the source says */
  openSource(name: string): void {
    const source = this.listSources().find((candidate) => candidate.name === name);
    if (!source) throw new TwainFault("NOSOURCE", "OPENDS");
    this.#manager("OPENDS", { data: DAT.IDENTITY, message: MSG.OPENDS, struct: source.raw });
    this.#source = source.raw;
    this.state = 4;
    if (!this.#isTwain2) return;
    const procedure = this.system.openCallback((message) => this.#notice(message));
    const struct = structs.callback(this.system.pointerBytes, procedure);
    // A source of TWAIN 1 knows no callback; its messages come through the window.
    this.#control({ data: DAT.CALLBACK, message: MSG.REGISTER_CALLBACK, struct });
  }

  /** undefined when the source does not have it. */
  getCapability(id: number, message: number = MSG.GET): CapabilityValues | undefined {
    const struct = structs.capability(this.system.pointerBytes, id, { type: TWON.DONTCARE16, handle: 0n });
    const code = this.#control({ data: DAT.CAPABILITY, message, struct });
    const { type, handle } = structs.readCapability(struct);
    if (code !== TWRC.SUCCESS || handle === 0n) return undefined;
    const { memory } = this.system;
    try {
      const bytes = Math.min(memory.sizeOf(handle), MOST_CONTAINER_BYTES);
      return decodeContainer(type, memory.read(handle, { at: 0, bytes }));
    } finally {
      memory.free(handle);
    }
  }

  current(id: number): number | null {
    return this.getCapability(id, MSG.GETCURRENT)?.current ?? null;
  }

  /** @returns false when the source says no; CHECKSTATUS means that it took another value, so ask for the current one */
  setContainer(id: number, container: EncodedContainer): boolean {
    const { memory, pointerBytes } = this.system;
    const handle = memory.allocate(container.bytes.length);
    try {
      memory.write(handle, container.bytes);
      const struct = structs.capability(pointerBytes, id, { type: container.type, handle });
      const code = this.#control({ data: DAT.CAPABILITY, message: MSG.SET, struct });
      return code === TWRC.SUCCESS || code === TWRC.CHECKSTATUS;
    } finally {
      memory.free(handle);
    }
  }

  setCapability(id: number, itemType: ItemType, value: number): boolean {
    return this.setContainer(id, encodeOne(itemType, value));
  }

  /** @param frame in inches from the top left; null: all that the device sees. @returns the frame it took */
  setFrame(frame: { width: number; height: number } | null): { width: number; height: number } | null {
    const struct = structs.imageLayout(frame ?? { width: 0, height: 0 });
    const code = this.#image({ data: DAT.IMAGELAYOUT, message: frame ? MSG.SET : MSG.RESET, struct });
    if (code !== TWRC.SUCCESS && code !== TWRC.CHECKSTATUS) return null;
    const taken = structs.imageLayout({ width: 0, height: 0 });
    if (this.#image({ data: DAT.IMAGELAYOUT, message: MSG.GET, struct: taken }) !== TWRC.SUCCESS) return null;
    return structs.readLayoutSize(taken);
  }

  /** @returns whether its dialog is shown: a source that cannot work without one shows it unasked. @throws TwainFault */
  enable(showUi: boolean): boolean {
    if (!showUi) this.setCapability(CAP.INDICATORS, TWTY.BOOL, 0);
    this.#ui = structs.userInterface(this.system.pointerBytes, showUi, this.system.window);
    const code = this.#control({ data: DAT.USERINTERFACE, message: MSG.ENABLEDS, struct: this.#ui });
    if (code === TWRC.CANCEL) throw new TwainFault("CANCELLED", "ENABLEDS");
    if (code !== TWRC.SUCCESS && code !== TWRC.CHECKSTATUS) throw this.#fault("ENABLEDS");
    this.state = 5;
    return showUi || code === TWRC.CHECKSTATUS;
  }

  /** Gives waiting window messages to the source. @returns what it has told since the last time */
  pump(): Notice | undefined {
    for (let message = this.system.nextMessage(); message !== undefined; message = this.system.nextMessage()) {
      const struct = structs.event(this.system.pointerBytes, message);
      const code = this.#control({ data: DAT.EVENT, message: MSG.PROCESSEVENT, struct });
      if (code === TWRC.DSEVENT) this.#notice(structs.readEventMessage(struct));
      else this.system.dispatchMessage();
    }
    const notice = this.#notices.shift();
    if (notice === "ready" && this.state === 5) this.state = 6;
    return notice;
  }

  /** undefined: the source knows only after it has read the page. */
  imageInfo(): structs.ImageInfo | undefined {
    const struct = structs.imageInfo();
    const code = this.#image({ data: DAT.IMAGEINFO, message: MSG.GET, struct });
    return code === TWRC.SUCCESS ? structs.readImageInfo(struct) : undefined;
  }

  /** @param take reads the device-independent bitmap; it is freed afterwards. @throws TwainFault */
  transferNative<Result>(take: (dib: bigint) => Result): Result {
    const cell = structs.handleCell(this.system.pointerBytes);
    const code = this.#image({ data: DAT.IMAGENATIVEXFER, message: MSG.GET, struct: cell });
    this.#checkTransfer(code, "IMAGENATIVEXFER");
    const handle = structs.readHandle(cell, this.system.pointerBytes);
    this.state = 7;
    try {
      return take(handle);
    } finally {
      if (handle !== 0n) this.system.memory.free(handle);
    }
  }

  /** @throws TwainFault */
  transferMemory(onBlock: (block: ReceivedBlock) => void): void {
    const setup = structs.setupMemory();
    const code = this.#control({ data: DAT.SETUPMEMXFER, message: MSG.GET, struct: setup });
    if (code !== TWRC.SUCCESS) throw this.#fault("SETUPMEMXFER");
    const wanted = structs.readBufferBytes(setup);
    const bytes = Math.min(Math.max(wanted, SMALLEST_BUFFER_BYTES), LARGEST_BUFFER_BYTES);
    const buffer = this.system.openBuffer(bytes);
    try {
      let hasMore = true;
      while (hasMore) hasMore = this.#transferBlock(buffer, onBlock);
    } finally {
      buffer.close();
    }
  }

  /** Says that the page was taken. @returns false when it was the last one. @throws TwainFault */
  endTransfer(): boolean {
    const struct = structs.pendingTransfers();
    const code = this.#control({ data: DAT.PENDINGXFERS, message: MSG.ENDXFER, struct });
    if (code !== TWRC.SUCCESS) throw this.#fault("ENDXFER");
    // 0xFFFF means that it does not know how many are left.
    const hasMore = struct.readUInt16LE(0) !== 0;
    this.state = hasMore ? 6 : 5;
    return hasMore;
  }

  /** Walks down from whatever state it is in; a source that is not released stays busy until the next start of Windows. */
  close(): void {
    const pending = structs.pendingTransfers();
    if (this.state >= 6) {
      // A page that failed has to be ended too. It may have failed because there is none: then this fails, and no harm.
      this.#control({ data: DAT.PENDINGXFERS, message: MSG.ENDXFER, struct: pending });
      this.#control({ data: DAT.PENDINGXFERS, message: MSG.RESET, struct: pending });
    }
    if (this.state >= 5) this.#control({ data: DAT.USERINTERFACE, message: MSG.DISABLEDS, struct: this.#ui });
    if (this.state >= 4)
      this.#call(null, { group: DG.CONTROL, data: DAT.IDENTITY, message: MSG.CLOSEDS, struct: this.#source });
    this.#call(null, { group: DG.CONTROL, data: DAT.PARENT, message: MSG.CLOSEDSM, struct: this.#window });
    this.state = 2;
    this.system.close();
  }

  /** @returns whether more of the page follows */
  #transferBlock(buffer: MemoryBuffer, onBlock: (block: ReceivedBlock) => void): boolean {
    const struct = structs.memoryTransfer(this.system.pointerBytes, buffer);
    const code = this.#image({ data: DAT.IMAGEMEMXFER, message: MSG.GET, struct });
    if (code !== TWRC.SUCCESS) this.#checkTransfer(code, "IMAGEMEMXFER");
    this.state = 7;
    const block = structs.readMemoryTransfer(struct);
    if (block.bytesWritten > buffer.bytes) throw new TwainFault("BADPICTURE", "IMAGEMEMXFER");
    onBlock({ ...block, pixels: buffer.read(block.bytesWritten) });
    return code === TWRC.SUCCESS;
  }

  #checkTransfer(code: number, operation: string): void {
    if (code === TWRC.XFERDONE) return;
    if (code === TWRC.CANCEL) throw new TwainFault("CANCELLED", operation);
    throw this.#fault(operation);
  }

  #notice(message: number): void {
    const notice = NOTICES[message];
    if (notice) this.#notices.push(notice);
  }

  #manager(operation: string, { data, message, struct }: Omit<Operation, "group">): void {
    const code = this.#call(null, { group: DG.CONTROL, data, message, struct });
    if (code !== TWRC.SUCCESS) throw new TwainFault(this.#condition(null), operation);
  }

  #control(operation: Omit<Operation, "group">): number {
    return this.#call(this.#source, { ...operation, group: DG.CONTROL });
  }

  #image(operation: Omit<Operation, "group">): number {
    return this.#call(this.#source, { ...operation, group: DG.IMAGE });
  }

  #fault(operation: string): TwainFault {
    const fault = new TwainFault(this.#condition(this.#source), operation);
    this.log(fault.message);
    return fault;
  }

  #condition(destination: Buffer | null): string {
    const struct = structs.status();
    this.#call(destination, { group: DG.CONTROL, data: DAT.STATUS, message: MSG.GET, struct });
    return conditionName(struct.readUInt16LE(0));
  }

  #call(destination: Buffer | null, operation: Operation): number {
    const code = this.system.call(this.#application, destination, operation);
    if (!TOO_MANY.has(operation.data)) this.log(`${describeOperation(operation)}: ${nameOf(TWRC, code)}`);
    return code;
  }
}

/** For the log of the device panel: the triplet, and which capability. Never what is on a page. */
function describeOperation({ data, message, struct }: Operation): string {
  const capability = data === DAT.CAPABILITY && struct ? ` 0x${structs.capabilityId(struct).toString(16)}` : "";
  return `${nameOf(DAT, data)} ${nameOf(MSG, message)}${capability}`;
}

function nameOf(names: Readonly<Record<string, number>>, value: number): string {
  return Object.entries(names).find(([, number]) => number === value)?.[0] ?? String(value);
}
