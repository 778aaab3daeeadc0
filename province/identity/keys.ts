// The province's own keys: made once, in the database, the same for all its processes.
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { createPrivateKey, generateKeyPairSync, randomBytes, sign as signBytes, type KeyObject } from "node:crypto";
import type { ProvinceIdentity } from "../../shared/wire";
import type { Database } from "../sql";

export interface ProvinceKeys {
  /** What a counter keeps of this province. */
  publicIdentity: ProvinceIdentity;
  /** age secret (AGE-SECRET-KEY-1…) of USB bundles. */
  bundleIdentity: string;
  /** 32 bytes, for tokens. */
  tokenSecret: Uint8Array;
  /** 32 bytes, for challenges. */
  challengeSecret: Uint8Array;
  /** Ed25519 by the newest signing key over the UTF-8 text, base64url. */
  sign(text: string): string;
}

/** Whichever process is first makes a key; all read the one that stands. */
export async function openKeys(database: Database): Promise<ProvinceKeys> {
  const once = (name: string, make: () => Promise<string> | string) => makeOnce(database, name, make);
  const signing = createPrivateKey({ key: Buffer.from(await once("signing-1", newSigningKey), "base64url"), ...PKCS8 });
  const bundleIdentity = await once("bundle-1", generateX25519Identity);
  return {
    publicIdentity: {
      signingKeys: [rawPublicKey(signing)],
      bundleRecipient: await identityToRecipient(bundleIdentity),
    },
    bundleIdentity,
    tokenSecret: Buffer.from(await once("token-1", newSecret), "base64url"),
    challengeSecret: Buffer.from(await once("challenge-1", newSecret), "base64url"),
    sign: (text) => signBytes(null, Buffer.from(text, "utf8"), signing).toString("base64url"),
  };
}

const PKCS8 = { format: "der", type: "pkcs8" } as const;

async function makeOnce(database: Database, name: string, make: () => Promise<string> | string): Promise<string> {
  const find = () => database.query<{ value: string }>("SELECT value FROM province_keys WHERE name = $1", [name]);
  const [known] = await find();
  if (known) return known.value;
  const made = await make();
  await database.query("INSERT INTO province_keys (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING", [name, made]);
  return (await find())[0]?.value ?? made;
}

function newSigningKey(): string {
  return generateKeyPairSync("ed25519").privateKey.export(PKCS8).toString("base64url");
}

function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

function rawPublicKey(key: KeyObject): string {
  return key.export({ format: "jwk" }).x ?? "";
}
