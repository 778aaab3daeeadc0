// Generations of the keys that counters know the province by: each a signing key and an age identity, under one number.
// Several are kept side by side, so that a counter that has not been told of the newest one is still understood.
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { createPrivateKey, generateKeyPairSync, sign as signBytes, type KeyObject } from "node:crypto";
import type { ProvinceIdentity } from "../../shared/wire";
import type { Database, Sql } from "../sql";
import { inTransaction } from "../transactions";

/** A step for schema.ts. What is published is signed when it is handed out: the key of its day may be retired since. */
export const KEY_GENERATIONS = `
  -- Newest generation that the counter was told of.
  ALTER TABLE counter_ledgers ADD COLUMN key_generation integer NOT NULL DEFAULT 1;
  ALTER TABLE catalogue_packages DROP COLUMN signature;
`;

export interface KeyRing {
  /** Number of the newest generation. */
  generation: number;
  /** What a counter keeps of this province: all signing keys, newest first, and the newest recipient. */
  publicIdentity: ProvinceIdentity;
  /** age secrets (AGE-SECRET-KEY-1…), newest first. */
  bundleIdentities: readonly string[];
  /**
   * Ed25519 over the UTF-8 text, base64url; by the oldest key that is kept. A counter is always told of all of them: whoever
   * knows any knows this one, also when the last answer to it was lost, or when it has used nothing but a stick since.
   */
  sign(text: string): string;
}

/** Why keys are not changed; the message is for whoever typed the command. */
export class KeysStay extends Error {}

/** As many as a counter takes. */
const MOST_GENERATIONS = 10;
const KEYS_LOCK = 71_202_611;
const PKCS8 = { format: "der", type: "pkcs8" } as const;

interface Generation {
  number: number;
  /** PKCS #8, base64url. */
  signing: string;
  bundle: string;
}

/** @returns the keys that stand in the database now, whichever process has changed them */
export async function createKeyReader(database: Database): Promise<() => Promise<KeyRing>> {
  if ((await readGenerations(database)).length === 0) await makeFirst(database);
  let [known, ring] = ["", undefined as KeyRing | undefined];
  return async () => {
    const generations = await readGenerations(database);
    const found = JSON.stringify(generations);
    if (ring === undefined || found !== known) [ring, known] = [await openRing(generations), found];
    return ring;
  };
}

/** The next generation, beside those that are there. @throws KeysStay when there are none, or as many as a counter takes */
export function rotateKeys(database: Database): Promise<KeyRing> {
  return changing(database, async (sql, generations) => {
    const [newest, oldest] = [generations[0], generations.at(-1)];
    if (!newest || !oldest) throw new KeysStay("there are no keys here: is it the database of the gateway?");
    if (generations.length >= MOST_GENERATIONS)
      throw new KeysStay(`${MOST_GENERATIONS} generations are kept: retire ${oldest.number} first`);
    await addGeneration(sql, newest.number + 1);
    return openRing(await readGenerations(sql));
  });
}

/**
 * Removes a generation; what is still signed for or encrypted to it counts no more.
 * @param anyway also when counters know no generation that stays in use: they have to be in touch with the province once
 * @returns how many counters those are
 * @throws KeysStay
 */
export function retireKeys(
  database: Database,
  { number, anyway }: { number: number; anyway: boolean },
): Promise<{ cutOff: number }> {
  return changing(database, async (sql, generations) => {
    const numbers = generations.map((generation) => generation.number);
    if (!numbers.includes(number))
      throw new KeysStay(`there is no generation ${number} here (${numbers.join(", ") || "none"})`);
    if (number === numbers[0]) throw new KeysStay(`generation ${number} is the newest: rotate-keys first`);
    const cutOff = await countLeftBehind(
      sql,
      numbers.filter((kept) => kept !== number),
    );
    if (cutOff > 0 && !anyway)
      throw new KeysStay(`counters that were told of no newer key yet: ${cutOff}; --anyway retires it all the same`);
    await sql.query("DELETE FROM province_keys WHERE name IN ($1, $2)", [`signing-${number}`, `bundle-${number}`]);
    return { cutOff };
  });
}

/** One after the other: no number is given twice, and the newest generation of one is not removed by another. */
function changing<Result>(
  database: Database,
  work: (sql: Sql, generations: Generation[]) => Promise<Result>,
): Promise<Result> {
  return inTransaction(database, async (sql) => {
    await sql.query("SELECT pg_advisory_xact_lock($1)", [KEYS_LOCK]);
    return work(sql, await readGenerations(sql));
  });
}

function makeFirst(database: Database): Promise<void> {
  return changing(database, async (sql, generations) => {
    if (generations.length === 0) await addGeneration(sql, 1);
  });
}

/** A half of it may be there: programs of before made the two one after the other. */
async function addGeneration(sql: Sql, number: number): Promise<void> {
  await sql.query("INSERT INTO province_keys (name, value) VALUES ($1, $2), ($3, $4) ON CONFLICT DO NOTHING", [
    ...[`signing-${number}`, newSigningKey(), `bundle-${number}`, await generateX25519Identity()],
  ]);
}

/** Newest first. */
function readGenerations(sql: Sql): Promise<Generation[]> {
  return sql.query<Generation>(
    `SELECT substr(s.name, 9)::integer AS number, s.value AS signing, b.value AS bundle
     FROM province_keys AS s JOIN province_keys AS b ON b.name = 'bundle-' || substr(s.name, 9)
     WHERE s.name LIKE 'signing-%'
     ORDER BY number DESC`,
  );
}

/** Counters whose newest known generation is gone. */
async function countLeftBehind(sql: Sql, kept: readonly number[]): Promise<number> {
  const [row] = await sql.query<{ counters: number }>(
    `SELECT count(*)::integer AS counters
     FROM counters AS c LEFT JOIN counter_ledgers AS l ON l.counter_id = c.id
     WHERE c.revoked_at_utc IS NULL AND coalesce(l.key_generation, 1) <> ALL ($1::integer[])`,
    [kept],
  );
  return row?.counters ?? 0;
}

async function openRing(generations: readonly Generation[]): Promise<KeyRing> {
  const [newest] = generations;
  const signingKeys = generations.map(({ signing }) =>
    createPrivateKey({ key: Buffer.from(signing, "base64url"), ...PKCS8 }),
  );
  const oldestKey = signingKeys.at(-1);
  if (!newest || !oldestKey) throw new Error("the province has no keys");
  return {
    generation: newest.number,
    publicIdentity: {
      signingKeys: signingKeys.map(rawPublicKey),
      bundleRecipient: await identityToRecipient(newest.bundle),
    },
    bundleIdentities: generations.map(({ bundle }) => bundle),
    sign: (text) => signBytes(null, Buffer.from(text, "utf8"), oldestKey).toString("base64url"),
  };
}

function newSigningKey(): string {
  return generateKeyPairSync("ed25519").privateKey.export(PKCS8).toString("base64url");
}

function rawPublicKey(key: KeyObject): string {
  return key.export({ format: "jwk" }).x ?? "";
}
