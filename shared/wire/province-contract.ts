// The HTTP contract between a counter and its province. Both sides are typed by it; the province documents itself from it.
import { oc } from "@orpc/contract";
import { z } from "zod";
import { FileHash } from "./dossier-record";

const InstantUtc = z.iso.datetime();
const Reason = z.object({
  /** In Vietnamese, for the officer. */
  reason: z.string(),
});

export const WireReceipt = z.object({
  receiptId: z.uuid(),
  /** Mã hồ sơ of the province, for instance H34.12.5-261122-0001. */
  officialCode: z.string().min(1).max(80),
  receivedAtUtc: InstantUtc,
});
export type WireReceipt = z.infer<typeof WireReceipt>;

export const WireOperation = z.object({
  /** UUID version 7, made at the counter; the same id is carried out once, however often it comes. */
  opId: z.uuid(),
  dossierId: z.uuid(),
  /** From 1, without gaps, within the dossier. */
  sequence: z.number().int().min(1),
  kind: z.string().min(1).max(100),
  payload: z.record(z.string(), z.unknown()),
  /** SHA-256 of the canonical JSON of the payload (keys sorted, no spaces, UTF-8). */
  payloadSha256: FileHash,
  createdAtUtc: InstantUtc,
  sentAtUtc: InstantUtc,
  /** Why it did not come at once (TT 04/2025/TT-VPCP). */
  delayReason: z.enum(["none", "no_connection", "province_failed", "held_for_review"]),
});
export type WireOperation = z.infer<typeof WireOperation>;

export const OperationAnswer = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("committed"), receipt: WireReceipt }),
  /** Stored, but not in force before these files have come: upload them, then commit. */
  z.object({ outcome: z.literal("files_missing"), missing: z.array(FileHash).min(1) }),
]);
export type OperationAnswer = z.infer<typeof OperationAnswer>;

export const WireChange = z.object({
  cursor: z.number().int().min(1),
  dossierId: z.uuid(),
  officialCode: z.string(),
  /** Numeric state of the national portal, 1…10. */
  state: z.number().int().min(1).max(10),
  note: z.string().max(2000),
  atUtc: InstantUtc,
});
export type WireChange = z.infer<typeof WireChange>;

export const ProvinceDossier = z.object({
  dossierId: z.uuid(),
  provisionalCode: z.string(),
  officialCode: z.string(),
  unitCode: z.string(),
  procedureCode: z.string(),
  applicantName: z.string(),
  state: z.number().int(),
  fileCount: z.number().int(),
  committedAtUtc: InstantUtc,
});
export type ProvinceDossier = z.infer<typeof ProvinceDossier>;

const refusals = {
  OPERATION_REFUSED: { status: 422, message: "The dossier is not acceptable", data: Reason },
  OPERATION_CONFLICT: { status: 409, message: "The operation contradicts what is stored", data: Reason },
  NOT_YOURS: { status: 403, message: "The dossier belongs to another counter", data: Reason },
};

const authed = oc.errors({ UNAUTHORISED: { status: 401, message: "Unknown or missing token" } });

export const provinceContract = {
  counters: {
    register: oc
      .route({ method: "POST", path: "/v1/counters", summary: "Register a counter", tags: ["counters"] })
      .errors({ ENROLMENT_REFUSED: { status: 403, message: "The enrolment is refused", data: Reason } })
      .input(
        z.object({
          /** Mã định danh cơ quan, ≤ 35 of [A-Z0-9.]. */
          unitCode: z.string().max(35),
          unitName: z.string().max(200),
          machineCode: z.string().regex(/^[0-9A-Z]{2}$/),
          enrolmentCode: z.string().min(1).max(100),
        }),
      )
      .output(z.object({ counterId: z.uuid(), token: z.string().min(20) })),
    session: authed
      .route({ method: "GET", path: "/v1/session", summary: "Who am I; carries no data", tags: ["counters"] })
      .output(z.object({ counterId: z.uuid(), nowUtc: InstantUtc })),
  },
  operations: {
    push: authed
      .route({ method: "POST", path: "/v1/operations", summary: "Send one operation", tags: ["operations"] })
      .errors(refusals)
      .input(WireOperation)
      .output(OperationAnswer),
    commit: authed
      .route({
        method: "POST",
        path: "/v1/operations/{opId}/commit",
        summary: "Carry out an operation whose files have come",
        tags: ["operations"],
      })
      .errors({ ...refusals, OPERATION_UNKNOWN: { status: 404, message: "No such operation" } })
      .input(z.object({ opId: z.uuid() }))
      .output(OperationAnswer),
  },
  files: {
    status: authed
      .route({ method: "GET", path: "/v1/files/{sha256}", summary: "Has this file come?", tags: ["files"] })
      .input(z.object({ sha256: FileHash }))
      .output(z.object({ sha256: FileHash, stored: z.boolean() })),
  },
  changes: {
    list: authed
      .route({ method: "GET", path: "/v1/changes", summary: "Status changes after a cursor", tags: ["changes"] })
      .input(
        z.object({
          after: z.coerce.number().int().min(0).default(0),
          limit: z.coerce.number().int().min(1).max(500).default(100),
        }),
      )
      .output(z.object({ changes: z.array(WireChange), more: z.boolean() })),
  },
  admin: {
    dossiers: authed
      .route({ method: "GET", path: "/v1/admin/dossiers", summary: "Committed dossiers", tags: ["admin"] })
      .input(
        z.object({
          limit: z.coerce.number().int().min(1).max(1000).default(100),
          offset: z.coerce.number().int().min(0).default(0),
        }),
      )
      .output(
        z.object({
          total: z.number().int(),
          /** Pushed, but files are still missing. */
          incomplete: z.number().int(),
          /** Operations carried out; more than dossiers only when a dossier has several. */
          operations: z.number().int(),
          items: z.array(ProvinceDossier),
        }),
      ),
    setState: authed
      .route({
        method: "POST",
        path: "/v1/admin/dossiers/{officialCode}/state",
        summary: "Change the state of a dossier; the counter sees it in its feed",
        tags: ["admin"],
      })
      .errors({ DOSSIER_UNKNOWN: { status: 404, message: "No such dossier" } })
      .input(
        z.object({
          officialCode: z.string().max(80),
          state: z.number().int().min(1).max(10),
          note: z.string().max(2000).default(""),
        }),
      )
      .output(WireChange),
  },
};
