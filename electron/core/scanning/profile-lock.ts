// The administrator's lock on the scan profiles: a code kept as scrypt hash, and a pause after too many wrong ones.
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { DomainError } from "../../../shared/errors";
import type { Clock } from "../clock";
import type { Reader, Storage } from "../storage";

const TRIES = 5;
const PAUSE_SECONDS = 60;
const HASH_BYTES = 32;
/** As OWASP's Password Storage Cheat Sheet asks of scrypt, at a cost that a slow PC pays in half a second. */
const COST = { N: 32_768, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };

interface LockRow {
  code_hash: string;
  locked: number;
  failures: number;
  last_failure_at_utc: string | null;
}

interface LockParts {
  storage: Storage;
  clock: Clock;
}

export function isLocked(reader: Reader): boolean {
  return reader.value<number>("SELECT locked FROM scan_profile_lock") === 1;
}

/** While it is open anyone may close it with a code of their own; who opens it needs that code. */
export async function lock(parts: LockParts, code: string): Promise<void> {
  if (isLocked(parts.storage.read)) return requireCode(parts, code);
  const codeHash = await hash(code, randomBytes(16));
  const closed = parts.storage.transaction((writer) =>
    writer.run(
      `INSERT INTO scan_profile_lock (only_row, code_hash, locked) VALUES (1, ?, 1)
       ON CONFLICT (only_row) DO UPDATE SET code_hash = excluded.code_hash, locked = 1, failures = 0 WHERE locked = 0`,
      codeHash,
    ),
  );
  // Somebody else was quicker: then theirs is the code.
  if (closed === 0) await requireCode(parts, code);
}

/** @throws DomainError ADMIN_CODE_WRONG {waitSeconds} */
export async function unlock(parts: LockParts, code: string): Promise<void> {
  if (!isLocked(parts.storage.read)) return;
  await requireCode(parts, code);
  parts.storage.transaction((writer) => writer.run("UPDATE scan_profile_lock SET locked = 0, failures = 0"));
}

/** For an administrator at the command line of this PC, who has forgotten the code. */
export function forgetLock({ storage }: LockParts): void {
  storage.transaction((writer) => writer.run("DELETE FROM scan_profile_lock"));
}

async function requireCode(parts: LockParts, code: string): Promise<void> {
  const { storage, clock } = parts;
  // Counted as wrong before it is checked: tries side by side, or a kill in between, win nothing.
  const row = storage.transaction((writer) => {
    const found = writer.get<LockRow>("SELECT * FROM scan_profile_lock");
    if (!found) throw new Error("locked without a code");
    const waitSeconds = secondsToWait(found, clock.now());
    // A clock that was set back would make the pause as long as the step: it begins anew.
    if (waitSeconds > PAUSE_SECONDS)
      writer.run("UPDATE scan_profile_lock SET last_failure_at_utc = ?", clock.now().toISOString());
    if (waitSeconds > 0) return { ...found, waitSeconds: Math.min(waitSeconds, PAUSE_SECONDS) };
    const sql = "UPDATE scan_profile_lock SET failures = failures + 1, last_failure_at_utc = ?";
    writer.run(sql, clock.now().toISOString());
    return { ...found, waitSeconds: 0 };
  });
  if (row.waitSeconds > 0) throw new DomainError("ADMIN_CODE_WRONG", { waitSeconds: row.waitSeconds });
  const [salt = ""] = row.code_hash.split(":");
  const isRight = timingSafeEqual(Buffer.from(await hash(code, Buffer.from(salt, "hex"))), Buffer.from(row.code_hash));
  if (!isRight)
    throw new DomainError("ADMIN_CODE_WRONG", { waitSeconds: row.failures + 1 >= TRIES ? PAUSE_SECONDS : 0 });
  storage.transaction((writer) => writer.run("UPDATE scan_profile_lock SET failures = 0"));
}

function secondsToWait(row: LockRow, now: Date): number {
  if (row.failures < TRIES || row.last_failure_at_utc === null) return 0;
  const sinceMs = now.getTime() - Date.parse(row.last_failure_at_utc);
  return Math.max(0, Math.ceil(PAUSE_SECONDS - sinceMs / 1000));
}

/** "salt:hash", both hex. */
function hash(code: string, salt: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    scrypt(code, salt, HASH_BYTES, COST, (error, key) => {
      if (error) reject(error);
      else resolve(`${salt.toString("hex")}:${key.toString("hex")}`);
    });
  });
}
