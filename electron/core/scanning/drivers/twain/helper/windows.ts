// TwainSystem on Windows, through koffi. All calls come from one thread: a source is bound to the thread that opened it.
import { address, alloc, call, load, pointer, proto, register, unregister, type LibraryHandle } from "koffi";
import fs from "node:fs";
import path from "node:path";
import { TwainFault } from "./fault";
import type { PointerBytes } from "./structs";
import type { GlobalMemory, MemoryBuffer, TwainSystem } from "./system";

const NO_ERROR_BOXES = 0x1 | 0x2 | 0x8000; // SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX, SEM_NOOPENFILEERRORBOX
const GHND = 0x42; // movable, cleared
const GPTR = 0x40; // fixed, cleared: the handle is the pointer
const WS_POPUP = 0x8000_0000;
const PM_REMOVE = 1;
const MSG_BYTES = 64;
const MESSAGE_ARGUMENT = 4;

// koffi knows a prototype by its name for as long as the process lives.
const MEMORY_FUNCTIONS = [
  proto("void* __stdcall DSM_MemAllocate(uint32_t size)"),
  proto("void __stdcall DSM_MemFree(void* handle)"),
  proto("void* __stdcall DSM_MemLock(void* handle)"),
  proto("void __stdcall DSM_MemUnlock(void* handle)"),
] as const;
const CALLBACK = pointer(
  proto(
    "uint16_t __stdcall Callback(void* origin, void* dest, uint32_t group, uint16_t data, uint16_t message, void* p)",
  ),
);

interface MemoryFunctions {
  allocate(bytes: number): bigint | null;
  free(handle: bigint): void;
  lock(handle: bigint): bigint | null;
  unlock(handle: bigint): void;
}

/** @throws TwainFault NODSM when this PC has no TWAIN, NOWINDOW */
export function openWindowsSystem(): TwainSystem {
  if (process.platform !== "win32") throw new TwainFault("NODSM", "load");
  const pointerBytes: PointerBytes = process.arch === "ia32" ? 4 : 8;
  const kernel = load("kernel32.dll");
  // A driver that crashes ends this process, without a box that waits for somebody to click it away.
  kernel.func("uint32_t __stdcall SetErrorMode(uint32_t mode)")(NO_ERROR_BOXES);
  const windows = openWindow(load("user32.dll"));
  const manager = loadManager();
  const entry = manager.func(
    "uint16_t __stdcall DSM_Entry(void* origin, void* dest, uint32_t group, uint16_t data, uint16_t message, void* p)",
  );
  const ofWindows = windowsMemory(kernel);
  let functions: MemoryFunctions = ofWindows;
  const callbacks: bigint[] = [];
  return {
    pointerBytes,
    ...windows,
    memory: createMemory(kernel, () => functions),
    openBuffer: (bytes) => openBuffer(kernel, bytes),
    call: (application, destination, { group, data, message, struct }) =>
      entry(application, destination, group, data, message, struct) as number,
    useMemoryFunctions(pointers) {
      const [allocate, free, lock, unlock] = pointers;
      functions = {
        allocate: (bytes) => call(allocate, MEMORY_FUNCTIONS[0], bytes) as bigint | null,
        free: (handle) => void call(free, MEMORY_FUNCTIONS[1], handle),
        lock: (handle) => call(lock, MEMORY_FUNCTIONS[2], handle) as bigint | null,
        unlock: (handle) => void call(unlock, MEMORY_FUNCTIONS[3], handle),
      };
    },
    openCallback(onMessage) {
      // Nothing of TWAIN may be called from inside of it.
      const receive = (...told: readonly unknown[]) => {
        onMessage(Number(told[MESSAGE_ARGUMENT]));
        return 0;
      };
      const procedure = register(receive, CALLBACK);
      callbacks.push(procedure);
      return procedure;
    },
    close() {
      callbacks.forEach((procedure) => unregister(procedure));
      windows.destroy();
    },
  };
}

/** By whole path, so that no folder of somebody else is searched. The last two are TWAIN 1: Windows' own and wine's. */
function loadManager(): LibraryHandle {
  const root = process.env["SystemRoot"] ?? "C:\\windows";
  const candidates = [
    process.env["QUAY_TWAIN_DSM"],
    path.join(root, "System32", "TWAINDSM.dll"),
    path.join(root, "twain_32.dll"),
    path.join(root, "System32", "twain_32.dll"),
  ];
  const found = candidates.find((file) => file && fs.existsSync(file));
  if (!found) throw new TwainFault("NODSM", "load");
  try {
    return load(found);
  } catch (error) {
    throw new TwainFault("NODSM", `load: ${error instanceof Error ? error.message : "failed"}`);
  }
}

function openWindow(user: LibraryHandle) {
  const create = user.func(
    "void* __stdcall CreateWindowExW(uint32_t, str16, str16, uint32_t, int, int, int, int, void*, void*, void*, void*)",
  );
  const destroy = user.func("int __stdcall DestroyWindow(void* window)");
  const peek = user.func("int __stdcall PeekMessageW(void* message, void* window, uint32_t, uint32_t, uint32_t)");
  const translate = user.func("int __stdcall TranslateMessage(void* message)");
  const dispatch = user.func("intptr_t __stdcall DispatchMessageW(void* message)");
  // A real window that is not shown: some sources send their messages to no other kind.
  const window = create(0, "STATIC", "", WS_POPUP, 0, 0, 1, 1, null, null, null, null) as bigint | null;
  if (!window) throw new TwainFault("NOWINDOW", "CreateWindowEx");
  const message: unknown = alloc("uint8_t", MSG_BYTES);
  const messageAt = address(message);
  return {
    window,
    nextMessage: () => (peek(message, null, 0, 0, PM_REMOVE) ? messageAt : undefined),
    dispatchMessage() {
      translate(message);
      dispatch(message);
    },
    destroy: () => void destroy(window),
  };
}

function windowsMemory(kernel: LibraryHandle): MemoryFunctions {
  const allocate = kernel.func("void* __stdcall GlobalAlloc(uint32_t flags, size_t bytes)");
  const free = kernel.func("void* __stdcall GlobalFree(void* handle)");
  const lock = kernel.func("void* __stdcall GlobalLock(void* handle)");
  const unlock = kernel.func("int __stdcall GlobalUnlock(void* handle)");
  return {
    allocate: (bytes) => allocate(GHND, bytes) as bigint | null,
    free: (handle) => void free(handle),
    lock: (handle) => lock(handle) as bigint | null,
    unlock: (handle) => void unlock(handle),
  };
}

function openBuffer(kernel: LibraryHandle, bytes: number): MemoryBuffer {
  const allocate = kernel.func("void* __stdcall GlobalAlloc(uint32_t flags, size_t bytes)");
  const free = kernel.func("void* __stdcall GlobalFree(void* handle)");
  const copyOut = kernel.func("void __stdcall RtlMoveMemory(_Out_ uint8_t* to, void* from, size_t bytes)");
  const start = allocate(GPTR, bytes) as bigint | null;
  if (start === null) throw new TwainFault("NOMEMORY", "GlobalAlloc");
  return {
    pointer: start,
    bytes,
    read(wanted) {
      const copy = Buffer.alloc(wanted);
      copyOut(copy, start, wanted);
      return copy;
    },
    close: () => void free(start),
  };
}

function createMemory(kernel: LibraryHandle, functions: () => MemoryFunctions): GlobalMemory {
  const size = kernel.func("size_t __stdcall GlobalSize(void* handle)");
  const copyOut = kernel.func("void __stdcall RtlMoveMemory(_Out_ uint8_t* to, void* from, size_t bytes)");
  const copyIn = kernel.func("void __stdcall RtlMoveMemory(void* to, uint8_t* from, size_t bytes)");
  function locked(handle: bigint, work: (start: bigint) => void): void {
    const start = handle === 0n ? null : functions().lock(handle);
    if (start === null) throw new TwainFault("NOMEMORY", "GlobalLock");
    try {
      work(start);
    } finally {
      functions().unlock(handle);
    }
  }
  return {
    allocate(bytes) {
      const handle = functions().allocate(bytes);
      if (handle === null) throw new TwainFault("NOMEMORY", "GlobalAlloc");
      return handle;
    },
    free: (handle) => functions().free(handle),
    sizeOf: (handle) => Number(size(handle)),
    read(handle, { at, bytes }) {
      const copy = Buffer.alloc(bytes);
      // A view of foreign memory is forbidden in Electron, so it is copied.
      locked(handle, (start) => void copyOut(copy, start + BigInt(at), bytes));
      return copy;
    },
    write: (handle, bytes) => locked(handle, (start) => void copyIn(start, bytes, bytes.length)),
  };
}
