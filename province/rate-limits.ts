// So many requests a minute from one address: a program that has run wild, or somebody who means harm, does not take the
// gateway from the others. Whoever guesses codes or signatures is stopped long before (identity/attempts.ts).
import rateLimit from "@fastify/rate-limit";
import { ORPCError } from "@orpc/server";
import type { FastifyInstance } from "fastify";

/** All counters of a district may come from one address, and an empty queue at night is no attack. */
export const REQUESTS_PER_MINUTE = 60_000;
const MINUTE_MS = 60_000;

/** Refuses with 429, Retry-After and the seconds in the contract's form; the counter waits as long, and loses nothing. */
export function limitRequests(http: FastifyInstance, most: number): void {
  void http.register(rateLimit, { global: false });
  let check: ReturnType<FastifyInstance["createRateLimit"]> | undefined;
  http.addHook("onRequest", async (request, reply) => {
    if (request.url.startsWith("/health")) return; // the balancer asks from one address, too
    check ??= http.createRateLimit({ max: most, timeWindow: MINUTE_MS });
    const found = await check(request);
    if (found.isAllowed || !found.isExceeded) return;
    void reply.header("retry-after", String(found.ttlInSeconds));
    throw new ORPCError("TOO_MANY_REQUESTS", { status: 429, data: { retryAfterSeconds: found.ttlInSeconds } });
  });
}
