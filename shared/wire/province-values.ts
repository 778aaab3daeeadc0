// What travels between a counter and its province: operations and their answers, changes, papers, identities.
import { z } from "zod";
import { FileHash } from "./dossier-record";

export const InstantUtc = z.iso.datetime();
/** Of a refusal. */
export const Reason = z.object({
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
  /** Of a page: how far it is to be turned clockwise to be seen upright. */
  rotation: z.union([z.literal(90), z.literal(180), z.literal(270)]).optional(),
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
