// The queue towards the province, for the window.
import { implement } from "@orpc/server";
import { syncContract } from "../../../shared/contract";
import type { Sync } from "./sync";

const sync = implement(syncContract);

export function syncRoutes(service: Sync) {
  return {
    status: sync.status.handler(() => service.status()),
    queue: sync.queue.handler(({ input }) => service.queue(input)),
    sendNow: sync.sendNow.handler(() => service.sendNow()),
    pause: sync.pause.handler(({ input }) => service.pause(input.paused)),
    release: sync.release.handler(({ input }) => service.release(input.operationId)),
    register: sync.register.handler(({ input }) => service.register(input)),
  };
}
