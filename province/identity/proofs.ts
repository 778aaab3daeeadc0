// Proof of possession for every request (DPoP, RFC 9449): whoever copies a token has no use for it.
import { EmbeddedJWK, errors, jwtVerify, type JWTVerifyResult } from "jose";
import { createHash } from "node:crypto";
import { thumbprintOf } from "./device-key";
import { unauthorised } from "./unauthorised";

const WINDOW_SECONDS = 300;
const LONGEST_ID = 100;

interface ProvedRequest {
  method: string;
  /** Without the query. */
  path: string;
  token: string;
  proof: string;
  /** Of the key that the token is bound to. */
  thumbprint: string;
}

export interface Proofs {
  /** @returns what it is remembered by, and until when @throws ORPCError UNAUTHORISED */
  check(request: ProvedRequest): Promise<{ id: string; untilMs: number }>;
}

/** Proofs seen are remembered by this process for as long as they would be accepted. */
export function createProofs(now: () => number = Date.now): Proofs {
  const seen = createSeen(now);
  return {
    async check(request) {
      const { payload, protectedHeader } = await verify(request.proof);
      const { x, crv, kty } = protectedHeader.jwk ?? {};
      if (kty !== "OKP" || crv !== "Ed25519" || x === undefined || thumbprintOf(x) !== request.thumbprint)
        throw unauthorised("proof");
      const { htm, htu, iat, ath, jti } = payload as Record<string, unknown>;
      if (htm !== request.method || pathOf(htu) !== request.path) throw unauthorised("proof");
      if (ath !== createHash("sha256").update(request.token, "ascii").digest("base64url")) throw unauthorised("proof");
      // A counter whose clock has jumped asks the time again together with a new token.
      if (typeof iat !== "number" || Math.abs(now() / 1000 - iat) > WINDOW_SECONDS) throw unauthorised("expired");
      if (typeof jti !== "string" || jti.length > LONGEST_ID) throw unauthorised("proof");
      const id = `${request.thumbprint} ${jti}`;
      if (!seen.isNew(id)) throw unauthorised("proof");
      return { id, untilMs: now() + 2 * WINDOW_SECONDS * 1000 };
    },
  };
}

async function verify(proof: string): Promise<JWTVerifyResult> {
  try {
    return await jwtVerify(proof, EmbeddedJWK, {
      typ: "dpop+jwt",
      algorithms: ["EdDSA", "Ed25519"],
      // `iat` is compared below, by this province's clock in both directions.
      currentDate: new Date(0),
    });
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) throw unauthorised("proof", error);
    throw error;
  }
}

/** The host is the load balancer's business; a proof for another path is none for this one. */
function pathOf(htu: unknown): string | undefined {
  return typeof htu === "string" && URL.canParse(htu) ? new URL(htu).pathname : undefined;
}

/** Two generations, each as long as a proof may live: what is older is forgotten at once. */
function createSeen(now: () => number) {
  let fresh = new Set<string>();
  let old = new Set<string>();
  let turnAt = now() + 2 * WINDOW_SECONDS * 1000;
  return {
    isNew(id: string): boolean {
      if (now() >= turnAt) {
        old = fresh;
        fresh = new Set();
        turnAt = now() + 2 * WINDOW_SECONDS * 1000;
      }
      if (fresh.has(id) || old.has(id)) return false;
      fresh.add(id);
      return true;
    },
  };
}
