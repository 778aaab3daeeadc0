// Challenges and short-lived tokens: both are checked without a table, by any process.
import { errors, jwtVerify, SignJWT } from "jose";
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { unauthorised } from "./unauthorised";

const CHALLENGE_MS = 120_000;
export const TOKEN_SECONDS = 15 * 60;
const TYPE = "qmc-token+jwt";

/** "<expiry in ms>.<random>.<HMAC>", good for one counter and two minutes. */
export function makeChallenge(secret: Uint8Array, counterId: string): string {
  const head = `${Date.now() + CHALLENGE_MS}.${randomBytes(16).toString("base64url")}`;
  return `${head}.${macOf(secret, counterId, head)}`;
}

export function isOurChallenge(secret: Uint8Array, counterId: string, challenge: string): boolean {
  const [expiry = "", random = "", mac = "", ...more] = challenge.split(".");
  const expected = Buffer.from(macOf(secret, counterId, `${expiry}.${random}`));
  const given = Buffer.from(mac); // letters beyond ASCII take more bytes than characters
  if (more.length > 0 || given.length !== expected.length) return false;
  return timingSafeEqual(given, expected) && Number(expiry) > Date.now();
}

export interface TokenClaims {
  counterId: string;
  /** RFC 7638 thumbprint of the device key that the token is bound to. */
  thumbprint: string;
}

export function makeToken(secret: Uint8Array, { counterId, thumbprint }: TokenClaims): Promise<string> {
  return new SignJWT({ cnf: { jkt: thumbprint } })
    .setProtectedHeader({ alg: "HS256", typ: TYPE })
    .setSubject(counterId)
    .setIssuedAt()
    .setExpirationTime(`${TOKEN_SECONDS}s`)
    .sign(secret);
}

/** @throws ORPCError UNAUTHORISED */
export async function readToken(secret: Uint8Array, token: string): Promise<TokenClaims> {
  try {
    const { payload } = await jwtVerify<{ cnf?: { jkt?: unknown } }>(token, secret, {
      algorithms: ["HS256"],
      typ: TYPE,
    });
    const thumbprint = payload.cnf?.jkt;
    if (payload.sub === undefined || typeof thumbprint !== "string") throw unauthorised("proof");
    return { counterId: payload.sub, thumbprint };
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw unauthorised("expired", error);
    if (error instanceof errors.JOSEError) throw unauthorised("proof", error);
    throw error;
  }
}

function macOf(secret: Uint8Array, counterId: string, head: string): string {
  return createHmac("sha256", secret).update(`${counterId}\n${head}`, "utf8").digest("base64url");
}
