// Reads a receipt bundle and believes it only when the province of this counter signed it for this counter.
import { createPublicKey, verify } from "node:crypto";
import fs from "node:fs";
import { DomainError } from "../../../../shared/errors";
import {
  compareMagic,
  MOST_RECEIPT_BUNDLE_BYTES,
  RECEIPT_MAGIC,
  ReceiptBundle,
  signedByProvince,
} from "../../../../shared/wire";

const SIGNATURE = /^[\w-]{86}$/;
const AGE_LINE = "age-encryption.org/v1\n";
const MAGIC_NAME = RECEIPT_MAGIC.split(" ")[0] ?? "";

/** What a file from a stick is. @throws DomainError BUNDLE_DAMAGED for anything else, and when it cannot be read */
export function kindOfBundle(file: string): "receipts" | "bundle" {
  const head = readStart(file);
  if (head.startsWith(AGE_LINE)) return "bundle";
  if (head.startsWith(`${MAGIC_NAME} `)) return "receipts";
  throw new DomainError("BUNDLE_DAMAGED", { part: "start" });
}

/** @throws DomainError BUNDLE_DAMAGED */
export function readReceiptFile(file: string): string {
  return translateReading(() => {
    if (fs.statSync(file).size > MOST_RECEIPT_BUNDLE_BYTES) throw new DomainError("BUNDLE_DAMAGED", { part: "size" });
    return fs.readFileSync(file, "utf8");
  });
}

/**
 * Its form only: whose it is and who signed it is for `checkReceipts`.
 * @throws DomainError BUNDLE_DAMAGED, BUNDLE_TOO_NEW
 */
export function parseReceipts(text: string): { receipts: ReceiptBundle; line: string; signature: string } {
  const [magic = "", line = "", signature = "", ...rest] = text.split("\n");
  const version = compareMagic(magic, RECEIPT_MAGIC);
  if (version === "newer") throw new DomainError("BUNDLE_TOO_NEW", { found: magic });
  const isWhole = version === "same" && SIGNATURE.test(signature) && rest.length === 1 && rest[0] === "";
  const receipts = isWhole ? ReceiptBundle.safeParse(parseJson(line)).data : undefined;
  if (!receipts) throw new DomainError("BUNDLE_DAMAGED", { part: "receipts" });
  return { receipts, line, signature };
}

/** @throws DomainError BUNDLE_NOT_OURS, BUNDLE_FORGED */
export function checkReceipts(
  { receipts, line, signature }: ReturnType<typeof parseReceipts>,
  { counterId, signingKeys }: { counterId: string; signingKeys: readonly string[] },
): void {
  if (receipts.counterId !== counterId) throw new DomainError("BUNDLE_NOT_OURS");
  const text = Buffer.from(signedByProvince(line), "utf8");
  const isSignedBy = (key: string) => verify(null, text, toPublicKey(key), Buffer.from(signature, "base64url"));
  if (!signingKeys.some(isSignedBy)) throw new DomainError("BUNDLE_FORGED");
}

function toPublicKey(raw: string) {
  return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: raw }, format: "jwk" });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the schema refuses it, and the caller names it
  }
}

function readStart(file: string): string {
  return translateReading(() => {
    const fd = fs.openSync(file, "r");
    try {
      const head = Buffer.alloc(AGE_LINE.length);
      return head.toString("latin1", 0, fs.readSync(fd, head));
    } finally {
      fs.closeSync(fd);
    }
  });
}

function translateReading<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof DomainError) throw error;
    const cause = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new DomainError("BUNDLE_DAMAGED", { cause }, { cause: error });
  }
}
