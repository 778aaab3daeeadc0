// The stick, for the window: one export or import at a time, with its progress and an end on request.
import type { SyncStatus } from "../../../../shared/contract";
import type { BundleDeps, Doing } from "./bundle-deps";
import { exportBundle, type Exported } from "./export-bundle";
import { importBundle, type Imported } from "./import-bundle";

export interface BundleService {
  export(folder: string): Promise<Exported>;
  import(file: string): Promise<Imported>;
  /** Ends the present export or import; nothing happens when there is none. */
  cancel(): void;
  now(): SyncStatus["bundle"];
  /** Ends the present one and waits for it. */
  stop(): Promise<void>;
}

export function createBundleService(deps: BundleDeps): BundleService {
  let present: SyncStatus["bundle"] = null;
  let abort = new AbortController();
  let last: Promise<unknown> = Promise.resolve();

  function show(bundle: SyncStatus["bundle"]): void {
    if (present?.doing === bundle?.doing && present?.percent === bundle?.percent) return;
    present = bundle;
    deps.changes.publish({ topic: "sync", id: null });
  }

  function oneAtATime<Result>(doing: "export" | "import", work: (during: Doing) => Promise<Result>): Promise<Result> {
    const turn = last.then(async () => {
      abort = new AbortController();
      show({ doing, percent: 0 });
      const onProgress = (share: number) => show({ doing, percent: Math.min(100, Math.floor(share * 100)) });
      try {
        return await work({ signal: abort.signal, onProgress });
      } finally {
        show(null);
      }
    });
    last = turn.catch(() => undefined); // who asked for it is told; the next one does not depend on it
    return turn;
  }

  return {
    export: (folder) => oneAtATime("export", (doing) => exportBundle(deps, { folder }, doing)),
    import: (file) => oneAtATime("import", (doing) => importBundle(deps, file, doing)),
    cancel: () => abort.abort(),
    now: () => present,
    async stop() {
      abort.abort();
      await last;
    },
  };
}
