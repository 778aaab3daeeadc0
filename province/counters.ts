// Counters: enrolment, and who is calling.
import type { Database } from "./sql";
import { noteFailure, refuseGuessing } from "./identity/attempts";
import { isSameSecret, issueCode, type IssuedCode } from "./identity/codes";
import { isSignedWith } from "./identity/device-key";
import {
  enrol,
  isSignedByCounter,
  revokeCounter,
  rotateKey,
  type EnrolmentRequest,
  type Rotation,
} from "./identity/enrolment";
import type { ProvinceKeys } from "./identity/keys";
import { createProofs } from "./identity/proofs";
import { createPurge, IS_NEW_PROOF, NOTE_PROOF } from "./identity/seen-proofs";
import { isOurChallenge, makeChallenge, makeToken, readToken, TOKEN_SECONDS } from "./identity/tokens";
import { unauthorised } from "./identity/unauthorised";

export interface Counter {
  id: string;
  unitCode: string;
  unitName: string;
  machineCode: string;
}

/** What of a request says who is calling. */
export interface Caller {
  method: string;
  /** Without the query. */
  path: string;
  authorization: string | undefined;
  /** RFC 9449. */
  dpop: string | undefined;
}

export interface Counters {
  /** @throws ORPCError ENROLMENT_REFUSED, TOO_MANY_REQUESTS */
  register(request: EnrolmentRequest, address: string): Promise<{ counterId: string }>;
  /** Also for an unknown counter: who asks learns nothing by it. */
  challenge(counterId: string): { challenge: string; nowUtc: string };
  /** @throws ORPCError UNAUTHORISED, TOO_MANY_REQUESTS */
  token(request: SignedChallenge, address: string): Promise<{ token: string; expiresInSeconds: number }>;
  /** @throws ORPCError UNAUTHORISED */
  rotateKey(counterId: string, rotation: Rotation): Promise<void>;
  /** @throws ORPCError UNAUTHORISED */
  authorise(caller: Caller): Promise<Counter>;
  /** @throws ORPCError UNAUTHORISED */
  authoriseClerk(authorization: string | null | undefined): void;
  issueCode(request: { unitCode: string; validHours: number }): Promise<IssuedCode>;
  /** @throws ORPCError COUNTER_UNKNOWN */
  revoke(counterId: string): Promise<void>;
  /** undefined: unknown or revoked. */
  findCounter(counterId: string): Promise<Counter | undefined>;
  /** Whether the counter has signed this, with its present key or one that it gave up in good order. */
  isSignedBy(counterId: string, signed: { text: string; signature: string }): Promise<boolean>;
}

interface SignedChallenge {
  counterId: string;
  challenge: string;
  signature: string;
}

export interface CountersOptions {
  keys: ProvinceKeys;
  /** A code for demonstrations and tests that enrols any number of counters; undefined: only codes that were issued. */
  enrolmentCode: string | undefined;
  /** undefined: nobody is a clerk. */
  adminToken: string | undefined;
  /** Whether other processes serve the same counters: a proof is good for one of them. */
  isShared: boolean;
}

const MOST_FAILED_TOKENS = 60;

export function createCounters(database: Database, options: CountersOptions): Counters {
  const { keys, adminToken } = options;
  return {
    register: async (request, address) => ({
      counterId: await enrol(database, request, { standingCode: options.enrolmentCode, address }),
    }),
    challenge: (counterId) => ({
      challenge: makeChallenge(keys.challengeSecret, counterId),
      nowUtc: new Date().toISOString(),
    }),
    token: (request, address) => giveToken(database, keys, { ...request, address }),
    rotateKey: (counterId, rotation) => rotateKey(database, counterId, rotation),
    authorise: createAuthorise(database, options),
    authoriseClerk: (authorization) => {
      const given = credentials("Bearer", authorization);
      if (adminToken === undefined || !isSameSecret(given, adminToken)) throw unauthorised("unknown");
    },
    issueCode: (request) => issueCode(database, request),
    revoke: (counterId) => revokeCounter(database, counterId),
    findCounter: async (counterId) => {
      const row = await findRow(database, counterId);
      return row && row.revoked_at_utc === null ? toCounter(row) : undefined;
    },
    isSignedBy: (counterId, signed) => isSignedByCounter(database, counterId, signed),
  };
}

async function giveToken(
  database: Database,
  keys: ProvinceKeys,
  { counterId, challenge, signature, address }: SignedChallenge & { address: string },
): Promise<{ token: string; expiresInSeconds: number }> {
  const triers = [{ key: `token ${counterId} ${address}`, mostFailures: MOST_FAILED_TOKENS }];
  await refuseGuessing(database, triers);
  if (!isOurChallenge(keys.challengeSecret, counterId, challenge)) throw unauthorised("expired");
  const row = await findRow(database, counterId);
  if (!row) throw unauthorised("unknown");
  if (row.revoked_at_utc !== null) throw unauthorised("revoked");
  if (row.public_key === null || !isSignedWith(row.public_key, { text: `qmc-token\n${challenge}`, signature })) {
    await noteFailure(database, triers);
    throw unauthorised("unknown");
  }
  const token = await makeToken(keys.tokenSecret, { counterId, thumbprint: row.key_thumbprint ?? "" });
  return { token, expiresInSeconds: TOKEN_SECONDS };
}

function createAuthorise(database: Database, { keys, isShared }: CountersOptions): Counters["authorise"] {
  const proofs = createProofs();
  const purge = createPurge(database);
  return async ({ method, path, authorization, dpop = "" }) => {
    const token = credentials("DPoP", authorization);
    const { counterId, thumbprint } = await readToken(keys.tokenSecret, token);
    const proof = await proofs.check({ method, path, token, proof: dpop, thumbprint });
    if (isShared) purge();
    const row = await (isShared ? findRowByProof(database, counterId, proof) : findRow(database, counterId));
    if (!row) throw unauthorised("unknown");
    if (row.revoked_at_utc !== null || row.key_thumbprint !== thumbprint) throw unauthorised("revoked");
    if (row.is_new_proof === false) throw unauthorised("proof");
    return toCounter(row);
  };
}

interface CounterRow {
  id: string;
  unit_code: string;
  unit_name: string;
  machine_code: string;
  public_key: string | null;
  key_thumbprint: string | null;
  revoked_at_utc: string | null;
  is_new_proof?: boolean;
}

const COLUMNS = "id, unit_code, unit_name, machine_code, public_key, key_thumbprint, revoked_at_utc";

async function findRow(database: Database, counterId: string): Promise<CounterRow | undefined> {
  const [row] = await database.query<CounterRow>(`SELECT ${COLUMNS} FROM counters WHERE id = $1`, [counterId]);
  return row;
}

async function findRowByProof(
  database: Database,
  counterId: string,
  { id, untilMs }: { id: string; untilMs: number },
): Promise<CounterRow | undefined> {
  const [row] = await database.query<CounterRow>(
    `${NOTE_PROOF} SELECT ${COLUMNS}, ${IS_NEW_PROOF} AS is_new_proof FROM counters WHERE id = $1`,
    [counterId, id, untilMs],
  );
  return row;
}

function toCounter(row: CounterRow): Counter {
  return { id: row.id, unitCode: row.unit_code, unitName: row.unit_name, machineCode: row.machine_code };
}

function credentials(scheme: "Bearer" | "DPoP", authorization: string | null | undefined): string {
  const [given, value = "", ...more] = (authorization ?? "").split(" ");
  return given?.toLowerCase() === scheme.toLowerCase() && more.length === 0 ? value : "";
}
