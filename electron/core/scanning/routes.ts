// Handlers of the scanning part of the contract.
import { implement } from "@orpc/server";
import { scanningContract } from "../../../shared/contract";
import type { ScanningService } from "./scanning";

/** A call without a signal cannot be cancelled. */
const NEVER = new AbortController().signal;

export function scanningRoutes(scanning: ScanningService) {
  const os = implement(scanningContract);
  return {
    devices: os.devices.handler(({ signal = NEVER }) => scanning.listDevices(signal)),
    capabilities: os.capabilities.handler(({ input, signal = NEVER }) => scanning.getCapabilities(input, signal)),
    scan: os.scan.handler(({ input, signal = NEVER }) => scanning.scan(input, signal)),
    importFiles: os.importFiles.handler(({ input, signal = NEVER }) => scanning.importFiles(input, signal)),
    capture: os.capture.handler(({ input }) => scanning.capture(input)),
    batches: os.batches.handler(({ input }) => scanning.batches(input.dossierId)),
    panel: panelRoutes(scanning),
    profiles: profileRoutes(scanning),
  };
}

function panelRoutes({ panel }: ScanningService) {
  const os = implement(scanningContract.panel);
  return {
    list: os.list.handler(() => panel.list()),
    check: os.check.handler(({ input, signal = NEVER }) => panel.check(input, signal)),
    add: os.add.handler(({ input, signal = NEVER }) => panel.add(input, signal)),
    rename: os.rename.handler(({ input }) => panel.rename(input)),
    remove: os.remove.handler(({ input }) => panel.remove(input)),
    forgetCertificate: os.forgetCertificate.handler(({ input }) => panel.forgetCertificate(input)),
    testScan: os.testScan.handler(({ input, signal = NEVER }) => panel.testScan(input, signal)),
    log: os.log.handler(({ input }) => panel.log(input)),
  };
}

function profileRoutes({ profiles }: ScanningService) {
  const os = implement(scanningContract.profiles);
  return {
    list: os.list.handler(() => profiles.list()),
    save: os.save.handler(({ input }) => profiles.save(input)),
    remove: os.remove.handler(({ input }) => profiles.remove(input.id)),
    makeDefault: os.makeDefault.handler(({ input }) => profiles.makeDefault(input.id)),
    remember: os.remember.handler(({ input }) => profiles.remember(input)),
    lock: os.lock.handler(({ input }) => profiles.lock(input.code)),
    unlock: os.unlock.handler(({ input }) => profiles.unlock(input.code)),
  };
}
