// The USB bundle: the queue of a counter as one file, for places where there is never a signal.
//
// On the stick: an age v1 file (age-encryption.org/v1), encrypted to the province's recipient. Inside, as plain bytes:
//   line 1   BUNDLE_MAGIC
//   line 2   the manifest, canonical JSON, at most MOST_MANIFEST_BYTES
//   line 3   Ed25519 signature of the device key over the UTF-8 bytes of "qmc-bundle\n" + line 2, base64url
//   then     the contents of `files`, in their order, one after the other, without anything between
// The receipt bundle is plain text: line 1 RECEIPT_MAGIC, line 2 its canonical JSON, line 3 a signature of the province over
// "qmc-receipts\n" + line 2, each line ended by "\n" and nothing after them. It holds no personal data: reasons name fields,
// never values.
import { z } from "zod";
import { FileHash } from "./dossier-record";
import { StandingRecord, WireOperation, WireReceipt } from "./province-values";

export const BUNDLE_MAGIC = "QMC-BUNDLE 1";
export const RECEIPT_MAGIC = "QMC-RECEIPTS 1";
export const BUNDLE_EXTENSION = ".qmcb";
export const RECEIPT_EXTENSION = ".qmcr";
/** Sticks are FAT32: no file of 4 GiB or more. */
export const MOST_BUNDLE_BYTES = 4 * 1024 * 1024 * 1024 - 1;
/** A manifest is held in memory; a counter that has more takes fewer operations into one bundle. */
export const MOST_MANIFEST_BYTES = 32 * 1024 * 1024;
/** A receipt bundle of as many operations as a bundle can have fits well. */
export const MOST_RECEIPT_BUNDLE_BYTES = 64 * 1024 * 1024;

export const BundleManifest = z.strictObject({
  bundleId: z.uuid(),
  counterId: z.uuid(),
  unitCode: z.string().max(35),
  createdAtUtc: z.iso.datetime(),
  /** In the order in which they are to be carried out. */
  operations: z.array(WireOperation).max(100_000),
  /** Every file that an operation names, each once; files that the province is known to have may be left out. */
  files: z.array(z.strictObject({ sha256: FileHash, sizeBytes: z.number().int().min(1) })).max(1_000_000),
});
export type BundleManifest = z.infer<typeof BundleManifest>;

export const BundleOutcome = z.discriminatedUnion("outcome", [
  z.strictObject({ opId: z.uuid(), outcome: z.literal("committed"), receipt: WireReceipt }),
  z.strictObject({ opId: z.uuid(), outcome: z.literal("refused"), reason: z.string().max(2000) }),
  /** A file is neither in the bundle nor at the province: the operation goes with the next bundle. */
  z.strictObject({ opId: z.uuid(), outcome: z.literal("files_missing"), missing: z.array(FileHash) }),
  /** The standing record is personal: it does not travel on the stick; the counter asks the officer, or the network later. */
  z.strictObject({ opId: z.uuid(), outcome: z.literal("conflict"), version: StandingRecord.shape.version }),
]);
export type BundleOutcome = z.infer<typeof BundleOutcome>;

export const ReceiptBundle = z.strictObject({
  bundleId: z.uuid(),
  counterId: z.uuid(),
  acceptedAtUtc: z.iso.datetime(),
  outcomes: z.array(BundleOutcome),
});
export type ReceiptBundle = z.infer<typeof ReceiptBundle>;

/** What the signature of a bundle is made over, as UTF-8. */
export function signedByCounter(manifestLine: string): string {
  return `qmc-bundle\n${manifestLine}`;
}

/** What the signature of a receipt bundle is made over, as UTF-8. */
export function signedByProvince(receiptLine: string): string {
  return `qmc-receipts\n${receiptLine}`;
}

/** @returns whether the first line is that of `magic`, of a later version of it, or of something else */
export function compareMagic(firstLine: string, magic: string): "same" | "newer" | "other" {
  if (firstLine === magic) return "same";
  const [name, version] = magic.split(" ");
  const found = /^(\S+) (\d{1,6})$/.exec(firstLine);
  const isNewer = found !== null && found[1] === name && Number(found[2]) > Number(version);
  return isNewer ? "newer" : "other";
}
