// The HTTP contract between a counter and its province. Both sides are typed by it; the province documents itself from it.
import { oc } from "@orpc/contract";
import { z } from "zod";
import { adminContract } from "./admin-contract";
import { FileHash } from "./dossier-record";
import {
  InstantUtc,
  Reason,
  WireOperation,
  OperationAnswer,
  ProvinceFile,
  WireChange,
  WireReusablePaper,
  ProvinceIdentity,
} from "./province-values";
import { authed, refusals, UNAUTHORISED } from "./refusals";

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
  admin: adminContract,
};
