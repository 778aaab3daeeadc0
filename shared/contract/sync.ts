// The queue towards the province.
import { oc } from "@orpc/contract";
import { z } from "zod";
import { DeliveryState, Fault, Id, InstantUtc } from "./values";

export const ProvinceLink = z.enum(["unconfigured", "unregistered", "online", "offline", "paused"]);

export const SyncStatus = z.object({
  link: ProvinceLink,
  /** Since when the link has been as it is. */
  sinceUtc: InstantUtc,
  waiting: z.number().int(),
  sending: z.number().int(),
  attention: z.number().int(),
  sent: z.number().int(),
  waitingBytes: z.number().int(),
  lastSentAtUtc: InstantUtc.nullable(),
  lastPulledAtUtc: InstantUtc.nullable(),
  lastFault: Fault.nullable(),
  running: z.boolean(),
  /** 0–100 of the bytes of the present run, null when nothing runs. */
  percent: z.number().int().nullable(),
});
export type SyncStatus = z.infer<typeof SyncStatus>;

export const Receipt = z.object({
  receiptId: z.string(),
  officialCode: z.string().nullable(),
  receivedAtUtc: InstantUtc,
});
export type Receipt = z.infer<typeof Receipt>;

export const Operation = z.object({
  id: Id,
  sequence: z.number().int(),
  kind: z.string(),
  state: DeliveryState,
  attempts: z.number().int(),
  nextAttemptAtUtc: InstantUtc.nullable(),
  fault: Fault.nullable(),
  createdAtUtc: InstantUtc,
  receipt: Receipt.nullable(),
});
export type Operation = z.infer<typeof Operation>;

export const QueueItem = z.object({
  dossierId: Id,
  provisionalCode: z.string(),
  officialCode: z.string().nullable(),
  applicantName: z.string(),
  procedureName: z.string(),
  state: DeliveryState,
  sizeBytes: z.number().int(),
  sentBytes: z.number().int(),
  createdAtUtc: InstantUtc,
  operations: z.array(Operation),
});
export type QueueItem = z.infer<typeof QueueItem>;

export const syncContract = {
  status: oc.output(SyncStatus),
  queue: oc
    .input(
      z.object({
        filter: z.enum(["all", "waiting", "attention", "sent"]).default("all"),
        limit: z.number().int().min(1).max(200).default(100),
      }),
    )
    .output(z.array(QueueItem)),
  /** Starts a run now; the answer comes at once, progress by `system.watch`. @throws PROVINCE_NOT_CONFIGURED */
  sendNow: oc.output(SyncStatus),
  pause: oc.input(z.object({ paused: z.boolean() })).output(SyncStatus),
  /** Puts an operation that needs attention back into the queue. */
  release: oc.input(z.object({ operationId: Id })).output(SyncStatus),
  /** Registers this counter with the province. @throws PROVINCE_UNREACHABLE, PROVINCE_REFUSED */
  register: oc.input(z.object({ provinceUrl: z.url(), enrolmentCode: z.string().min(1).max(100) })).output(SyncStatus),
};
