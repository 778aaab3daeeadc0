// Takes a file from a stick: receipts of this counter are applied, another counter's bundle is passed on unopened.
import fs from "node:fs";
import path from "node:path";
import { DomainError } from "../../../../shared/errors";
import { BUNDLE_EXTENSION, RECEIPT_EXTENSION } from "../../../../shared/wire";
import { applyReceipts } from "./apply-receipts";
import type { BundleDeps, Doing } from "./bundle-deps";
import { checkReceipts, kindOfBundle, parseReceipts, readReceiptFile } from "./read-receipts";

export interface Imported {
  kind: "receipts" | "relayed";
  accepted: number;
  notAccepted: number;
  /** Where the receipt bundle of a relayed one was put. */
  receiptFile: string | null;
}

/** @throws DomainError BUNDLE_DAMAGED, BUNDLE_FORGED, BUNDLE_NOT_OURS, BUNDLE_TOO_NEW, BUNDLE_FOLDER_UNWRITABLE, PROVINCE_* */
export async function importBundle(deps: BundleDeps, file: string, doing: Doing): Promise<Imported> {
  if (kindOfBundle(file) === "bundle") return relay(deps, file, doing);
  const parsed = parseReceipts(readReceiptFile(file));
  const { counterId, province } = deps.enrolment();
  checkReceipts(parsed, { counterId, signingKeys: province.signingKeys });
  return { kind: "receipts", ...applyReceipts(deps, parsed.receipts), receiptFile: null };
}

async function relay(deps: BundleDeps, file: string, doing: Doing): Promise<Imported> {
  const { counterId, province } = deps.enrolment();
  const text = await deps.relay(file, doing);
  const parsed = parseReceipts(text);
  const owner = parsed.receipts.counterId;
  checkReceipts(parsed, { counterId: owner, signingKeys: province.signingKeys });
  const receiptFile = writeBeside(file, text);
  const { outcomes } = parsed.receipts;
  const accepted = outcomes.filter((outcome) => outcome.outcome === "committed").length;
  // One's own bundle that found a line after all needs no way back.
  if (owner === counterId) applyReceipts(deps, parsed.receipts);
  return { kind: "relayed", accepted, notAccepted: outcomes.length - accepted, receiptFile };
}

function writeBeside(file: string, text: string): string {
  const place = path.join(path.dirname(file), path.basename(file, BUNDLE_EXTENSION) + RECEIPT_EXTENSION);
  try {
    const fd = fs.openSync(`${place}.part`, "w", 0o600);
    try {
      fs.writeFileSync(fd, text);
      fs.fsyncSync(fd);
    } finally {
      fs.closeSync(fd);
    }
    fs.renameSync(`${place}.part`, place);
    return place;
  } catch (error) {
    const cause = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new DomainError("BUNDLE_FOLDER_UNWRITABLE", { cause }, { cause: error });
  }
}
