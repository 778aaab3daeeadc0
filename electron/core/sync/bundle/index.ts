// The USB stick at the counter, made of the parts of sync.
import { DomainError } from "../../../../shared/errors";
import { acceptReceipt } from "../receipts";
import { lineOf } from "../run-over";
import type { SyncParts } from "../sync-parts";
import { toWireOperation } from "../wire-operation";
import { createBundleService, type BundleService } from "./bundle-service";
import { relayBundle } from "./relay-bundle";

export type { BundleService } from "./bundle-service";

export function createBundles(parts: SyncParts): BundleService {
  const enrolment = () => {
    const registration = parts.link.findRegistration();
    if (!registration) throw new DomainError("PROVINCE_NOT_CONFIGURED");
    return registration;
  };
  return createBundleService({
    ...parts,
    enrolment,
    toWireOperation: (row) => toWireOperation(row, parts.clock.now()),
    accept: (row, receipt) => parts.storage.transaction((writer) => acceptReceipt(parts, writer, { row, receipt })),
    relay: (file, doing) => relayBundle({ ...parts, ...doing, line: lineOf(parts, enrolment(), doing.signal) }, file),
  });
}
