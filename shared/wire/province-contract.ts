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
  /** From 1, without gaps, within the counter: what a province restored from a backup has forgotten shows here. */
  number: z.number().int().min(1),
  /** Version of the dossier's record that this operation made; the base of later ones. */
  version: z.number().int().min(1),
});
export type WireReceipt = z.infer<typeof WireReceipt>;

export const WireOperation = z.object({
  /** UUID version 7, made at the counter; the same id is carried out once, however often it comes. */
  opId: z.uuid(),
  dossierId: z.uuid(),
  /** From 1, growing, within the dossier; an operation that was replaced before it was sent leaves a gap. */
  sequence: z.number().int().min(1),
  kind: z.string().min(1).max(100),
  payload: z.record(z.string(), z.unknown()),
  /** SHA-256 of the canonical JSON of the payload (keys sorted, no spaces, UTF-8). */
  payloadSha256: FileHash,
  /** Version of the record that the payload was made from; null for a reception. */
  baseVersion: z.number().int().min(1).nullable(),
  createdAtUtc: InstantUtc,
  sentAtUtc: InstantUtc,
  /** Why it did not come at once (TT 04/2025/TT-VPCP). */
  delayReason: z.enum(["none", "no_connection", "province_failed", "held_for_review"]),
  /** Official code that the counter gave from its lease of numbers; null: the province gives one. */
  leasedCode: z.string().max(80).nullable(),
  /** The receipt that the counter already has, when the province no longer knows it (restored from a backup). */
  formerReceipt: WireReceipt.nullable(),
});
export type WireOperation = z.infer<typeof WireOperation>;

/** A record as it now stands at the province. */
export const StandingRecord = z.object({
  version: z.number().int().min(1),
  record: z.record(z.string(), z.unknown()),
  changedBy: z.string().max(200),
  changedAtUtc: InstantUtc,
});
export type StandingRecord = z.infer<typeof StandingRecord>;

export const OperationAnswer = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("committed"), receipt: WireReceipt }),
  /** Stored, but not in force before these files have come: upload them, then commit. */
  z.object({ outcome: z.literal("files_missing"), missing: z.array(FileHash).min(1) }),
  /** Nothing was stored: the record has moved on since `baseVersion`. The counter merges and sends a new operation. */
  z.object({ outcome: z.literal("conflict"), standing: StandingRecord }),
]);
export type OperationAnswer = z.infer<typeof OperationAnswer>;

/** A file that the province hands to a counter: of a result, or of a paper that may be reused. */
export const ProvinceFile = z.object({
  sha256: FileHash,
  sizeBytes: z.number().int().min(1),
  mimeType: z.string().max(100),
  name: z.string().max(300),
});
export type ProvinceFile = z.infer<typeof ProvinceFile>;

const changeHead = {
  cursor: z.number().int().min(1),
  /** The same change has the same id also after the province was restored and numbers its cursors anew. */
  changeId: z.uuid(),
  dossierId: z.uuid(),
  officialCode: z.string(),
  atUtc: InstantUtc,
};

export const WireChange = z.discriminatedUnion("kind", [
  z.object({
    ...changeHead,
    kind: z.literal("state"),
    /** Numeric state of the national portal, 1…10. */
    state: z.number().int().min(1).max(10),
    note: z.string().max(2000),
  }),
  /** Somebody else changed the record: a clerk of the province, or another counter. */
  z.object({ ...changeHead, kind: z.literal("record"), standing: StandingRecord }),
  /** Results (giấy tờ kết quả), signed at the province, to be printed or handed over. */
  z.object({ ...changeHead, kind: z.literal("result"), files: z.array(ProvinceFile).min(1).max(100) }),
]);
export type WireChange = z.infer<typeof WireChange>;

/** A paper of a citizen whom this counter's unit knows, digitised elsewhere in the province (NĐ 45/2020 Đ12). */
export const WireReusablePaper = z.object({
  cursor: z.number().int().min(1),
  paperId: z.string().min(1).max(100),
  personalNumber: z.string().max(20),
  procedureCode: z.string().max(50),
  componentCode: z.string().max(200),
  name: z.string().max(2000),
  fromDossier: z.string().max(80),
  unitName: z.string().max(200),
  digitisedAtUtc: InstantUtc,
  files: z.array(ProvinceFile).min(1).max(500),
});
export type WireReusablePaper = z.infer<typeof WireReusablePaper>;

export const ProvinceDossier = z.object({
  dossierId: z.uuid(),
  provisionalCode: z.string(),
  officialCode: z.string(),
  unitCode: z.string(),
  procedureCode: z.string(),
  applicantName: z.string(),
  state: z.number().int(),
  version: z.number().int(),
  fileCount: z.number().int(),
  committedAtUtc: InstantUtc,
});
export type ProvinceDossier = z.infer<typeof ProvinceDossier>;

/** What a counter keeps of its province from the enrolment on. */
export const ProvinceIdentity = z.object({
  /** Ed25519 public keys (raw 32 bytes, base64url) by which the province signs catalogue packages and receipt bundles. */
  signingKeys: z.array(z.string().length(43)).min(1).max(10),
  /** age recipient (age1…) to which USB bundles are encrypted. */
  bundleRecipient: z.string().startsWith("age1").max(200),
});
export type ProvinceIdentity = z.infer<typeof ProvinceIdentity>;

/** A counter as the province's IT staff see it. */
export const CounterState = z.object({
  counterId: z.uuid(),
  unitCode: z.string(),
  unitName: z.string(),
  machineCode: z.string(),
  registeredAtUtc: InstantUtc,
  revokedAtUtc: InstantUtc.nullable(),
  lastSeenAtUtc: InstantUtc.nullable(),
  lastReceiptAtUtc: InstantUtc.nullable(),
  /** Operations committed; pushed but without all their files; refused since the counter was last seen without a refusal. */
  receipts: z.number().int(),
  incomplete: z.number().int(),
  refusals: z.number().int(),
  /** What the counter itself said of its queue at its last session. */
  backlog: z.object({ operations: z.number().int(), bytes: z.number().int() }).nullable(),
  /** Counter's clock minus the province's, at the last session. */
  clockOffsetSeconds: z.number().nullable(),
});
export type CounterState = z.infer<typeof CounterState>;

const refusals = {
  OPERATION_REFUSED: { status: 422, message: "The dossier is not acceptable", data: Reason },
  OPERATION_CONFLICT: { status: 409, message: "The operation contradicts what is stored", data: Reason },
  NOT_YOURS: { status: 403, message: "The dossier belongs to another counter", data: Reason },
  QUOTA_EXCEEDED: { status: 413, message: "The counter's room at the province is full", data: Reason },
};

const UNAUTHORISED = {
  status: 401,
  message: "Unknown, missing or expired token",
  /** expired: ask for a new token · revoked: the counter has to be enrolled again · unknown: as revoked */
  data: z.object({ cause: z.enum(["expired", "revoked", "unknown"]) }),
};
const authed = oc.errors({ UNAUTHORISED });

const PublicKey = z.string().length(43);
/** Ed25519 signature, 64 bytes, base64url. */
const Signature = z.string().length(86);

export const provinceContract = {
  counters: {
    register: oc
      .route({
        method: "POST",
        path: "/v1/counters",
        summary: "Enrol a counter with a one-time code",
        tags: ["counters"],
      })
      .errors({ ENROLMENT_REFUSED: { status: 403, message: "The enrolment is refused", data: Reason } })
      .input(
        z.object({
          /** Mã định danh cơ quan, ≤ 35 of [A-Z0-9.]. */
          unitCode: z.string().max(35),
          unitName: z.string().max(200),
          machineCode: z.string().regex(/^[0-9A-Z]{2}$/),
          enrolmentCode: z.string().min(1).max(100),
          /** Ed25519, raw 32 bytes, base64url; its private half never leaves the counter's keychain. */
          publicKey: PublicKey,
          /** Over UTF-8 "qmc-enrol\n" + enrolmentCode + "\n" + publicKey: the counter has the private half. */
          proof: Signature,
        }),
      )
      .output(z.object({ counterId: z.uuid(), province: ProvinceIdentity })),
    challenge: oc
      .route({ method: "POST", path: "/v1/challenges", summary: "A challenge to be signed", tags: ["counters"] })
      .input(z.object({ counterId: z.uuid() }))
      .output(z.object({ challenge: z.string().max(500), nowUtc: InstantUtc })),
    token: oc
      .route({
        method: "POST",
        path: "/v1/tokens",
        summary: "A short-lived token for a signed challenge",
        tags: ["counters"],
      })
      .errors({ UNAUTHORISED })
      .input(
        z.object({
          counterId: z.uuid(),
          challenge: z.string().max(500),
          /** Over UTF-8 "qmc-token\n" + challenge. */
          signature: Signature,
        }),
      )
      .output(z.object({ token: z.string().min(20).max(4000), expiresInSeconds: z.number().int().min(1) })),
    rotateKey: authed
      .route({
        method: "POST",
        path: "/v1/session/key",
        summary: "A new device key in place of the old",
        tags: ["counters"],
      })
      .input(
        z.object({
          publicKey: PublicKey,
          /** By the old key, over UTF-8 "qmc-rotate\n" + publicKey. */
          signature: Signature,
          /** By the new key, over the same. */
          proof: Signature,
        }),
      )
      .output(z.object({ counterId: z.uuid() })),
    session: authed
      .route({
        method: "POST",
        path: "/v1/session",
        summary: "Who am I, and what do you still know of me",
        tags: ["counters"],
      })
      .input(
        z.object({
          sentAtUtc: InstantUtc,
          backlog: z.object({ operations: z.number().int().min(0), bytes: z.number().int().min(0) }),
        }),
      )
      .output(
        z.object({
          counterId: z.uuid(),
          nowUtc: InstantUtc,
          /** Highest receipt number of this counter; lower than the counter's own: the province lost some. 0: none. */
          lastReceiptNumber: z.number().int().min(0),
          /** Highest cursor of this counter's feed; lower than the counter's own: the feed begins anew. */
          feedEnd: z.number().int().min(0),
          province: ProvinceIdentity,
        }),
      ),
    /** Which of these receipts the province no longer knows. */
    lostReceipts: authed
      .route({
        method: "POST",
        path: "/v1/session/lost-receipts",
        summary: "Receipts that are not known",
        tags: ["counters"],
      })
      .input(z.object({ receiptIds: z.array(z.uuid()).max(1000) }))
      .output(z.object({ lost: z.array(z.uuid()) })),
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
  numbers: {
    lease: authed
      .route({
        method: "POST",
        path: "/v1/number-leases",
        summary: "Lease official numbers of a day",
        tags: ["numbers"],
      })
      /** A day out of reach, or the counter's numbers of the day are all leased. */
      .errors({ OPERATION_REFUSED: refusals.OPERATION_REFUSED })
      .input(z.object({ leaseId: z.uuid(), day: z.iso.date(), count: z.number().int().min(1).max(200) }))
      /** The same lease id gives the same numbers again. Codes: prefix + number, at least four digits. */
      .output(
        z.object({ leaseId: z.uuid(), prefix: z.string().max(60), from: z.number().int(), to: z.number().int() }),
      ),
  },
  changes: {
    list: authed
      .route({ method: "GET", path: "/v1/changes", summary: "Changes after a cursor", tags: ["changes"] })
      .input(
        z.object({
          after: z.coerce.number().int().min(0).default(0),
          limit: z.coerce.number().int().min(1).max(500).default(100),
        }),
      )
      .output(z.object({ changes: z.array(WireChange), more: z.boolean() })),
    reusablePapers: authed
      .route({ method: "GET", path: "/v1/reusable-papers", summary: "Papers digitised elsewhere", tags: ["changes"] })
      .input(
        z.object({
          after: z.coerce.number().int().min(0).default(0),
          limit: z.coerce.number().int().min(1).max(500).default(100),
        }),
      )
      .output(z.object({ papers: z.array(WireReusablePaper), more: z.boolean() })),
  },
  catalogue: {
    latest: authed
      .route({
        method: "GET",
        path: "/v1/catalogue",
        summary: "The catalogue and calendar in force",
        tags: ["catalogue"],
      })
      .input(z.object({ have: z.string().max(100).default("") }))
      .output(
        z.object({
          /** null: the counter has it, or the province has published none. */
          package: z
            .object({
              version: z.string().min(1).max(100),
              file: ProvinceFile,
              /** By a signing key of the province, over UTF-8 "qmc-catalogue\n" + version + "\n" + sha256. */
              signature: Signature,
            })
            .nullable(),
        }),
      ),
  },
  bundles: {
    /** The bundle itself comes as a tus upload (Upload-Metadata: sha256); this call carries it out, any number of times. */
    accept: authed
      .route({ method: "POST", path: "/v1/bundles/{sha256}", summary: "Carry out a USB bundle", tags: ["bundles"] })
      .errors({
        BUNDLE_REFUSED: { status: 422, message: "The bundle is damaged, forged or not for us", data: Reason },
        BUNDLE_UNKNOWN: { status: 404, message: "The bundle has not come: upload it first" },
      })
      .input(z.object({ sha256: FileHash }))
      /** The signed receipt bundle, as text (see bundle.ts). */
      .output(z.object({ receiptBundle: z.string() })),
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
    amend: authed
      .route({
        method: "POST",
        path: "/v1/admin/dossiers/{officialCode}/record",
        summary: "Change fields of a record; the counter sees it in its feed",
        tags: ["admin"],
      })
      .errors({
        DOSSIER_UNKNOWN: { status: 404, message: "No such dossier" },
        OPERATION_REFUSED: refusals.OPERATION_REFUSED,
      })
      .input(
        z.object({
          officialCode: z.string().max(80),
          /** Fields of DossierRecord with their new values. */
          fields: z.record(z.string(), z.unknown()),
          changedBy: z.string().min(1).max(200),
        }),
      )
      .output(WireChange),
    addResult: authed
      .route({
        method: "POST",
        path: "/v1/admin/dossiers/{officialCode}/results",
        summary: "Hand a result to the counter; its files have been uploaded by tus",
        tags: ["admin"],
      })
      .errors({
        DOSSIER_UNKNOWN: { status: 404, message: "No such dossier" },
        FILE_UNKNOWN: { status: 404, message: "A file has not come" },
      })
      .input(z.object({ officialCode: z.string().max(80), files: z.array(ProvinceFile).min(1).max(100) }))
      .output(WireChange),
    publishCatalogue: authed
      .route({
        method: "POST",
        path: "/v1/admin/catalogue",
        summary: "Publish an uploaded catalogue package",
        tags: ["admin"],
      })
      .errors({ FILE_UNKNOWN: { status: 404, message: "The file has not come" } })
      .input(z.object({ version: z.string().min(1).max(100), file: ProvinceFile }))
      .output(z.object({ version: z.string() })),
    issueCode: authed
      .route({
        method: "POST",
        path: "/v1/admin/enrolments",
        summary: "Issue a one-time enrolment code",
        tags: ["admin"],
      })
      .input(
        z.object({
          unitCode: z.string().max(35),
          validHours: z.coerce.number().int().min(1).max(720).default(72),
        }),
      )
      .output(z.object({ code: z.string(), expiresAtUtc: InstantUtc })),
    counters: authed
      .route({
        method: "GET",
        path: "/v1/admin/counters",
        summary: "Who synced when, backlog, failures",
        tags: ["admin"],
      })
      .output(z.object({ counters: z.array(CounterState) })),
    /** What another system refused, with its own words; see docs/integration.md. */
    forwardings: authed
      .route({ method: "GET", path: "/v1/admin/forwardings", summary: "Parked forwardings", tags: ["admin"] })
      .output(
        z.object({
          parked: z.array(z.object({ dossierId: z.uuid(), officialCode: z.string(), reason: z.string() })),
        }),
      ),
    releaseForwarding: authed
      .route({
        method: "POST",
        path: "/v1/admin/forwardings/{dossierId}/release",
        summary: "Put a parked forwarding back",
        tags: ["admin"],
      })
      .input(z.object({ dossierId: z.uuid() }))
      .output(z.object({ released: z.boolean() })),
    revoke: authed
      .route({
        method: "POST",
        path: "/v1/admin/counters/{counterId}/revoke",
        summary: "End a counter's access",
        tags: ["admin"],
      })
      .errors({ COUNTER_UNKNOWN: { status: 404, message: "No such counter" } })
      .input(z.object({ counterId: z.uuid() }))
      .output(CounterState),
  },
};
