// Whose queue it is: a unit at a province. Operations are never taken along to another one.
import { DomainError } from "../../../shared/errors";
import type { ProvinceIdentity } from "../../../shared/wire";
import type { Reader, Writer } from "../storage";

export interface Account {
  /** Without a slash at the end. */
  provinceUrl: string;
  /** Certificates of the only authority that counts; null: those of the system. */
  caPem: string | null;
  province: ProvinceIdentity;
  /** Mã định danh cơ quan; null: enrolled before it was noted. */
  unitCode: string | null;
}

export function isSameUnit(before: Pick<Account, "unitCode">, unitCode: string | null): boolean {
  return (before.unitCode ?? null) === null || before.unitCode === unitCode;
}

/**
 * A province may move to another address, or have its certificates from another authority: it is known by its keys. One
 * that was set up anew has other keys, and is known by address and authority.
 */
export function isSameAccount(before: Account, now: Account): boolean {
  return isSameUnit(before, now.unitCode) && (isSamePlace(before, now) || hasSameKeys(before, now));
}

function isSamePlace(before: Account, now: Account): boolean {
  return before.provinceUrl === now.provinceUrl && before.caPem === now.caPem;
}

/** One key is enough: a rotation gives another recipient, and leaves the signing keys of before beside the new one. */
function hasSameKeys({ province: before }: Partial<Account>, { province: now }: Account): boolean {
  return before?.signingKeys.some((key) => now.signingKeys.includes(key)) ?? false;
}

/** @throws DomainError PROVINCE_ACCOUNT_CHANGED with how many operations the account of before has not accepted */
export function refuseWhileWaiting(reader: Reader): void {
  const waiting =
    reader.value<number>("SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending', 'attention')") ?? 0;
  if (waiting > 0) throw new DomainError("PROVINCE_ACCOUNT_CHANGED", { cause: "queue", waiting });
}

/** What the account of before has said of its dossiers and lent to this counter. Receipts and history stay. */
export function forgetAccount(writer: Writer): void {
  writer.run(
    `DELETE FROM sync_state WHERE key IN ('cursor', 'papersCursor', 'leaseWish', 'lastReceipt', 'catalogueComing',
                                          'catalogueRefused', 'lastPulledAtUtc')`,
  );
  for (const table of ["number_leases", "uploads", "standing_records", "applied_changes", "downloads"])
    writer.run(`DELETE FROM ${table}`);
  // What stands in a dossier here says where it came from.
  writer.run(
    `DELETE FROM remote_papers
     WHERE paper_id NOT IN (SELECT remote_paper_id FROM components WHERE remote_paper_id IS NOT NULL)`,
  );
}
