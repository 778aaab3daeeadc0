// What the state machine needs of Windows: the manager's entry, global memory, a window and its messages.
import type { PointerBytes } from "./structs";

/** One triplet of TWAIN with its data, which is read and written in place. */
export interface Operation {
  group: number;
  data: number;
  message: number;
  struct: Buffer | null;
}

export interface TwainSystem {
  readonly pointerBytes: PointerBytes;
  /** A hidden one, parent of the source's own windows. */
  readonly window: bigint;
  readonly memory: GlobalMemory;
  /** DSM_Entry. `destination` null: the manager itself. @returns TWRC */
  call(application: Buffer, destination: Buffer | null, operation: Operation): number;
  /** From here on memory is that of the TWAIN 2 manager: allocate, free, lock, unlock. */
  useMemoryFunctions(functions: readonly [bigint, bigint, bigint, bigint]): void;
  /** Memory that does not move, for the rows of a page. */
  openBuffer(bytes: number): MemoryBuffer;
  /** @returns the procedure that a TWAIN 2 source calls; it only hands the message on */
  openCallback(onMessage: (message: number) => void): bigint;
  /** The next message of this thread's windows, as a pointer to its MSG; undefined when there is none. */
  nextMessage(): bigint | undefined;
  /** Gives the message just taken to its window. */
  dispatchMessage(): void;
  close(): void;
}

export interface GlobalMemory {
  allocate(bytes: number): bigint;
  free(handle: bigint): void;
  sizeOf(handle: bigint): number;
  /** @throws TwainFault NOMEMORY when the handle is none */
  read(handle: bigint, range: { at: number; bytes: number }): Buffer;
  write(handle: bigint, bytes: Buffer): void;
}

export interface MemoryBuffer {
  readonly pointer: bigint;
  readonly bytes: number;
  /** A copy of its first bytes. */
  read(bytes: number): Buffer;
  close(): void;
}
