// The province's own keys, in the database, the same for all its processes.
import { randomBytes } from "node:crypto";
import type { Database } from "../sql";
import { createKeyReader, type KeyRing } from "./key-generations";

export interface ProvinceKeys {
  /** The keys that counters know the province by, as they stand now. */
  present(): Promise<KeyRing>;
  /** 32 bytes, for tokens. */
  tokenSecret: Uint8Array;
  /** 32 bytes, for challenges. */
  challengeSecret: Uint8Array;
}

/** Whichever process is first makes a key; all read the one that stands. */
export async function openKeys(database: Database): Promise<ProvinceKeys> {
  return {
    present: await createKeyReader(database),
    tokenSecret: await secretOf(database, "token-1"),
    challengeSecret: await secretOf(database, "challenge-1"),
  };
}

async function secretOf(database: Database, name: string): Promise<Uint8Array> {
  const find = () => database.query<{ value: string }>("SELECT value FROM province_keys WHERE name = $1", [name]);
  const [known] = await find();
  if (known) return Buffer.from(known.value, "base64url");
  const made = randomBytes(32).toString("base64url");
  await database.query("INSERT INTO province_keys (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING", [name, made]);
  return Buffer.from((await find())[0]?.value ?? made, "base64url");
}
