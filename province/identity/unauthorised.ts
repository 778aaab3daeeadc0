// The one answer to whoever is not known, with what the counter has to do about it.
import { ORPCError } from "@orpc/server";

/** expired: ask for a new token · proof: the same, token or proof do not fit · revoked: enrol again · unknown: as revoked */
export type UnauthorisedCause = "expired" | "proof" | "revoked" | "unknown";

export function unauthorised(
  cause: UnauthorisedCause,
  error?: unknown,
): ORPCError<"UNAUTHORISED", { cause: UnauthorisedCause }> {
  return new ORPCError("UNAUTHORISED", { status: 401, defined: true, data: { cause }, cause: error });
}
