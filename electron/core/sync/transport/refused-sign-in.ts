// The province does not take a sign-in (401): whether the counter has to be enrolled again, or has to try again.
import { z } from "zod";
import { DomainError } from "../../../../shared/errors";

const Refused = z.object({ cause: z.string().regex(/^[a-z_]{1,30}$/) });
/** The counter's key is not in force at the province: no retry helps. */
const ENDED: readonly string[] = ["revoked", "unknown"];

/**
 * @param data of the refusal (`UNAUTHORISED` of the contract)
 * @returns PROVINCE_UNAUTHORISED when the counter has to be enrolled again; PROVINCE_SIGNATURE_REFUSED for a token or a
 *   proof that did not hold though it was new, and for whoever answers in the province's place
 */
export function refusedSignIn(data: unknown, error?: unknown): DomainError {
  const cause = Refused.safeParse(data).data?.cause ?? null;
  const code = cause !== null && ENDED.includes(cause) ? "PROVINCE_UNAUTHORISED" : "PROVINCE_SIGNATURE_REFUSED";
  return new DomainError(code, { status: 401, cause }, { cause: error });
}

/** @param body of an answer with status 401 */
export function readRefusal(body: Buffer): unknown {
  try {
    return (JSON.parse(body.toString("utf8")) as { data?: unknown } | null)?.data;
  } catch {
    return null; // not the province's own
  }
}
