// What the stick needs of the rest of sync.
import type { ProvinceIdentity, WireOperation, WireReceipt } from "../../../../shared/wire";
import type { ChangeBus } from "../../changes";
import type { Clock } from "../../clock";
import type { Storage } from "../../storage";
import type { Outbox } from "../outbox";
import type { OutboxRow } from "../outbox-row";
import type { ReadBlob, SettingsPort } from "../ports";

export interface BundleDeps {
  storage: Storage;
  outbox: Outbox;
  settings: Pick<SettingsPort, "read">;
  readBlob: ReadBlob;
  changes: ChangeBus;
  clock: Clock;
  /** What was agreed with the province at the enrolment. @throws DomainError PROVINCE_NOT_CONFIGURED */
  enrolment(): { counterId: string; province: ProvinceIdentity };
  /** Ed25519 by the device key over the UTF-8 text, base64url. @throws DomainError DEVICE_KEY_UNAVAILABLE */
  sign(text: string): Promise<string>;
  toWireOperation(row: OutboxRow): WireOperation;
  /** The same as when the receipt comes over the line; a transaction of its own. */
  accept(row: OutboxRow, receipt: WireReceipt): void;
  /** Passes a bundle on to the province. @returns the receipt bundle @throws DomainError PROVINCE_*, CANCELLED */
  relay(file: string, doing: Doing): Promise<string>;
}

export interface Doing {
  signal: AbortSignal;
  /** 0–1. */
  onProgress(share: number): void;
}
