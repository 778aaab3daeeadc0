// The queue towards the province, for the window.
import { implement } from "@orpc/server";
import { syncContract } from "../../../shared/contract";
import type { Sync } from "./sync";

const sync = implement(syncContract);

export function syncRoutes(service: Sync) {
  return {
    status: sync.status.handler(() => service.status()),
    queue: sync.queue.handler(({ input }) => service.queue(input)),
    preview: sync.preview.handler(() => service.preview()),
    sendNow: sync.sendNow.handler(({ input }) => service.sendNow(input)),
    pause: sync.pause.handler(({ input }) => service.pause(input.paused)),
    release: sync.release.handler(({ input }) => service.release(input.operationId)),
    releaseAll: sync.releaseAll.handler(() => service.releaseAll()),
    runs: sync.runs.handler(({ input }) => service.runs(input)),
    report: sync.report.handler(({ input }) => service.report(input.runId)),
    conflicts: sync.conflicts.handler(({ input }) => service.conflicts(input.dossierId)),
    resolveConflict: sync.resolveConflict.handler(({ input }) => service.resolveConflict(input)),
    results: sync.results.handler(({ input }) => service.results(input.dossierId)),
    resultContent: sync.resultContent.handler(({ input }) => service.resultContent(input)),
    exportBundle: sync.exportBundle.handler(({ input }) => service.bundle.export(input.folder)),
    importBundle: sync.importBundle.handler(({ input }) => service.bundle.import(input.file)),
    cancelBundle: sync.cancelBundle.handler(() => {
      service.bundle.cancel();
      return service.status();
    }),
    rotateKey: sync.rotateKey.handler(() => service.rotateKey()),
    register: sync.register.handler(({ input }) => service.register(input)),
  };
}
