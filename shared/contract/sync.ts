// The queue towards the province: status, queue, runs, conflicts, and the USB stick.
import { oc } from "@orpc/contract";
import { z } from "zod";
import { DeliveryState, Fault, Id, InstantUtc } from "./values";

export const ProvinceLink = z.enum(["unconfigured", "unregistered", "online", "offline", "paused"]);

/** Why nothing goes out although the line may be there. */
const Hold = z.enum(["none", "paused", "outside_window", "metered"]);

const Size = z.object({ operations: z.number().int(), bytes: z.number().int() });

export const SyncStatus = z.object({
  link: ProvinceLink,
  /** Since when the link has been as it is. */
  sinceUtc: InstantUtc,
  hold: Hold,
  waiting: z.number().int(),
  sending: z.number().int(),
  attention: z.number().int(),
  sent: z.number().int(),
  waitingBytes: z.number().int(),
  /** Fields that wait for the officer's choice. */
  conflicts: z.number().int(),
  lastSentAtUtc: InstantUtc.nullable(),
  lastPulledAtUtc: InstantUtc.nullable(),
  lastFault: Fault.nullable(),
  running: z.boolean(),
  /** 0–100 of the bytes of the present run, null when nothing runs. */
  percent: z.number().int().nullable(),
  /** Of the present run, from its own pace; null when nothing runs or it is too early to tell. */
  secondsLeft: z.number().int().nullable(),
  /** This PC's clock minus the province's, at the last session; null: not known. */
  clockOffsetSeconds: z.number().nullable(),
  /** The present export or import of a bundle; null: none. */
  bundle: z.object({ doing: z.enum(["export", "import"]), percent: z.number().int() }).nullable(),
});
export type SyncStatus = z.infer<typeof SyncStatus>;

export const Receipt = z.object({
  receiptId: z.string(),
  officialCode: z.string().nullable(),
  receivedAtUtc: InstantUtc,
});
export type Receipt = z.infer<typeof Receipt>;

/** As the five states of the officer, and "replaced": a later operation took its place before it was sent. */
const OperationState = z.enum([...DeliveryState.options, "replaced"]);

export const Operation = z.object({
  id: Id,
  sequence: z.number().int(),
  kind: z.string(),
  state: OperationState,
  attempts: z.number().int(),
  nextAttemptAtUtc: InstantUtc.nullable(),
  fault: Fault.nullable(),
  createdAtUtc: InstantUtc,
  receipt: Receipt.nullable(),
  /** The bundle that it left with on a stick; it waits for the receipt bundle. */
  bundleId: Id.nullable(),
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

/** One run over the line, or one bundle; the hand-over report is made from it. */
export const SyncRun = z.object({
  id: Id,
  kind: z.enum(["background", "end_of_day", "bundle_export", "bundle_receipts"]),
  startedAtUtc: InstantUtc,
  endedAtUtc: InstantUtc.nullable(),
  accepted: z.number().int(),
  attention: z.number().int(),
  /** Still in the queue when the run ended. */
  left: z.number().int(),
  bytes: z.number().int(),
  fault: Fault.nullable(),
});
export type SyncRun = z.infer<typeof SyncRun>;

/** Biên bản bàn giao: what the province accepted, what not and why. */
export const RunReport = z.object({
  run: SyncRun,
  unitName: z.string(),
  counterName: z.string(),
  officerName: z.string(),
  accepted: z.array(
    z.object({
      provisionalCode: z.string(),
      officialCode: z.string(),
      applicantName: z.string(),
      procedureName: z.string(),
      kind: z.string(),
      receiptId: z.string(),
      receivedAtUtc: InstantUtc,
    }),
  ),
  notAccepted: z.array(
    z.object({
      provisionalCode: z.string(),
      applicantName: z.string(),
      procedureName: z.string(),
      kind: z.string(),
      state: DeliveryState,
      fault: Fault.nullable(),
    }),
  ),
});
export type RunReport = z.infer<typeof RunReport>;

/** One field that was changed here and at the province, and not to the same value. */
export const Conflict = z.object({
  id: Id,
  dossierId: Id,
  provisionalCode: z.string(),
  officialCode: z.string().nullable(),
  applicantName: z.string(),
  /** Field of the wire record, for instance ChuHoSo; words under `conflicts.fields.<field>`. */
  field: z.string(),
  base: z.string(),
  mine: z.string(),
  theirs: z.string(),
  mineBy: z.string(),
  mineAtUtc: InstantUtc,
  theirsBy: z.string(),
  theirsAtUtc: InstantUtc,
  /** The page where the value stands, when it was read from one. */
  page: z
    .object({
      pageId: Id,
      /** 0–1 of the page as shown; null: the whole page. */
      box: z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() }).nullable(),
    })
    .nullable(),
});
export type Conflict = z.infer<typeof Conflict>;

/** A result (giấy tờ kết quả) that the province handed to this counter. */
export const ResultFile = z.object({
  dossierId: Id,
  sha256: z.string(),
  name: z.string(),
  mimeType: z.string(),
  sizeBytes: z.number().int(),
  /** Lower than sizeBytes while it is on its way. */
  receivedBytes: z.number().int(),
  atUtc: InstantUtc,
});
export type ResultFile = z.infer<typeof ResultFile>;

export const syncContract = {
  status: oc.output(SyncStatus),
  queue: oc
    .input(
      z.object({
        filter: z.enum(["all", "waiting", "attention", "sent"]).default("all"),
        limit: z.number().int().min(1).max(200).default(100),
        offset: z.number().int().min(0).default(0),
      }),
    )
    .output(z.array(QueueItem)),
  /** What a run would send now: for the question before the end of the day. */
  preview: oc.output(Size.extend({ dossiers: z.number().int(), secondsLeft: z.number().int().nullable() })),
  /**
   * Starts a run now, window and metered line notwithstanding; the answer comes at once, progress by `system.watch`.
   * endOfDay: the run is kept as one, with its report. @throws PROVINCE_NOT_CONFIGURED
   */
  sendNow: oc.input(z.object({ endOfDay: z.boolean().default(false) }).default({ endOfDay: false })).output(SyncStatus),
  pause: oc.input(z.object({ paused: z.boolean() })).output(SyncStatus),
  /** Puts an operation that needs attention back into the queue. */
  release: oc.input(z.object({ operationId: Id })).output(SyncStatus),
  releaseAll: oc.output(SyncStatus),
  /** Enrols this counter with the province. @throws PROVINCE_UNREACHABLE, PROVINCE_REFUSED, PROVINCE_CERTIFICATE_* */
  register: oc
    .input(
      z.object({
        provinceUrl: z.url(),
        enrolmentCode: z.string().min(1).max(100),
        /** Certificates (PEM) of the province's own authority; null: those of the system. */
        caPem: z.string().max(100_000).nullable().default(null),
      }),
    )
    .output(SyncStatus),
  /** A new device key in place of the old one. @throws PROVINCE_* */
  rotateKey: oc.output(SyncStatus),
  /** Newest first. */
  runs: oc
    .input(
      z.object({ limit: z.number().int().min(1).max(200).default(30), offset: z.number().int().min(0).default(0) }),
    )
    .output(z.array(SyncRun)),
  /** @throws NOT_FOUND */
  report: oc.input(z.object({ runId: Id })).output(RunReport),
  conflicts: oc.input(z.object({ dossierId: Id.nullable().default(null) })).output(z.array(Conflict)),
  /**
   * Decides one field. The last one of a dossier sends the merged record. An own value is what was typed.
   * @throws NOT_FOUND, INPUT_INVALID
   */
  resolveConflict: oc
    .input(
      z.object({
        conflictId: Id,
        choice: z.discriminatedUnion("take", [
          z.object({ take: z.literal("mine") }),
          z.object({ take: z.literal("theirs") }),
          z.object({ take: z.literal("base") }),
          z.object({ take: z.literal("own"), value: z.string().max(2000) }),
        ]),
      }),
    )
    .output(z.object({ left: z.number().int() })),
  results: oc.input(z.object({ dossierId: Id })).output(z.array(ResultFile)),
  /** Content of a result that has come whole. @throws NOT_FOUND */
  resultContent: oc
    .input(z.object({ dossierId: Id, sha256: z.string() }))
    .output(z.object({ name: z.string(), mimeType: z.string(), bytes: z.instanceof(Uint8Array<ArrayBufferLike>) })),
  /**
   * Writes the open queue as one encrypted bundle into a folder. Nothing counts as sent before its receipt bundle comes back.
   * @throws PROVINCE_NOT_CONFIGURED, QUEUE_EMPTY, BUNDLE_FOLDER_UNWRITABLE, STORAGE_FULL, CANCELLED
   */
  exportBundle: oc.input(z.object({ folder: z.string().min(1).max(1000) })).output(
    z.object({
      runId: Id,
      file: z.string(),
      sizeBytes: z.number().int(),
      operations: z.number().int(),
      /** Did not fit into one file of a stick (4 GB): another export takes them. */
      left: z.number().int(),
    }),
  ),
  /**
   * Takes a receipt bundle of this counter, or passes another counter's bundle on to the province unopened and puts the
   * receipt bundle beside it. @throws BUNDLE_DAMAGED, BUNDLE_FORGED, BUNDLE_NOT_OURS, BUNDLE_TOO_NEW, PROVINCE_*
   */
  importBundle: oc.input(z.object({ file: z.string().min(1).max(1000) })).output(
    z.object({
      kind: z.enum(["receipts", "relayed"]),
      accepted: z.number().int(),
      notAccepted: z.number().int(),
      receiptFile: z.string().nullable(),
    }),
  ),
  cancelBundle: oc.output(SyncStatus),
};
