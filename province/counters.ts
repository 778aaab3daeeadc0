// Counters: enrolment, and who is calling.
import { ORPCError } from "@orpc/server";
import { createHash, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import { REASONS, refuse } from "./refusals";
import type { Database } from "./sql";

export interface Counter {
  id: string;
  unitCode: string;
}

export interface Enrolment {
  unitCode: string;
  unitName: string;
  machineCode: string;
  enrolmentCode: string;
}

export interface Counters {
  /** The same unit and machine get their id again and a new token; the old token ends. */
  register(enrolment: Enrolment): Promise<{ counterId: string; token: string }>;
  /** @throws ORPCError UNAUTHORISED */
  authorise(authorization: string | null | undefined): Promise<Counter>;
  /** @throws ORPCError UNAUTHORISED */
  authoriseClerk(authorization: string | null | undefined): void;
}

const UNIT_CODE = /^[A-Z]\d{2}(\.[0-9A-Z]{1,3}){0,3}$/;

export function createCounters(
  database: Database,
  secrets: { enrolmentCode: string; adminToken: string | undefined },
): Counters {
  return {
    register: (enrolment) => {
      if (!isSame(enrolment.enrolmentCode, secrets.enrolmentCode)) refuse("ENROLMENT_REFUSED", REASONS.enrolmentCode);
      if (!UNIT_CODE.test(enrolment.unitCode)) refuse("ENROLMENT_REFUSED", REASONS.unitCode);
      return register(database, enrolment);
    },
    authorise: async (authorization) => {
      const [row] = await database.query<{ id: string; unit_code: string }>(
        "SELECT id, unit_code FROM counters WHERE token_sha256 = $1",
        [sha256(bearer(authorization))],
      );
      if (!row) throw unauthorised();
      return { id: row.id, unitCode: row.unit_code };
    },
    authoriseClerk: (authorization) => {
      if (secrets.adminToken === undefined || !isSame(bearer(authorization), secrets.adminToken)) throw unauthorised();
    },
  };
}

async function register(database: Database, enrolment: Enrolment): Promise<{ counterId: string; token: string }> {
  const token = randomBytes(32).toString("base64url");
  const [row] = await database.query<{ id: string }>(
    `INSERT INTO counters (id, unit_code, unit_name, machine_code, token_sha256, registered_at_utc)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (unit_code, machine_code)
     DO UPDATE SET token_sha256 = excluded.token_sha256, unit_name = excluded.unit_name
     RETURNING id`,
    [
      randomUUID(),
      enrolment.unitCode,
      enrolment.unitName,
      enrolment.machineCode,
      sha256(token),
      new Date().toISOString(),
    ],
  );
  if (!row) throw new Error("a counter was neither added nor found");
  return { counterId: row.id, token };
}

function unauthorised(): ORPCError<"UNAUTHORISED", undefined> {
  return new ORPCError("UNAUTHORISED", { status: 401 });
}

function bearer(authorization: string | null | undefined): string {
  return /^Bearer (\S+)$/.exec(authorization ?? "")?.[1] ?? "";
}

function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** Takes the same time wherever the texts differ. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(a)), Buffer.from(sha256(b)));
}
