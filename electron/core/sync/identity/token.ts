// A token and what goes with it: the key that it is bound to, and the province's time. This PC's clock may be wrong or
// jump; a clock that only goes forward counts from the province's word.
import { createHash, randomUUID } from "node:crypto";
import type { DeviceKey } from "./device-key";

export interface Token {
  value: string;
  key: DeviceKey;
  /** By performance.now(). */
  refreshAt: number;
  /** ms since 1970 at the province, now. */
  provinceNow(): number;
}

/** A token is renewed this long before its end; it may have a slow request before it. */
const EARLY_MS = 120_000;

export function createToken(
  answer: { token: string; expiresInSeconds: number; provinceNowMs: number },
  key: DeviceKey,
): Token {
  const start = performance.now();
  const lifeMs = answer.expiresInSeconds * 1000;
  return {
    value: answer.token,
    key,
    refreshAt: start + Math.max(lifeMs - EARLY_MS, lifeMs / 2),
    provinceNow: () => answer.provinceNowMs + (performance.now() - start),
  };
}

/** DPoP (RFC 9449): this request, now, by the holder of the key. */
export function headersBy(token: Token, { method, url }: { method: string; url: string }): Record<string, string> {
  const { key, value } = token;
  const { origin, pathname } = new URL(url);
  const jwk = { kty: "OKP", crv: "Ed25519", x: key.publicKey };
  const head = encode({ typ: "dpop+jwt", alg: "EdDSA", jwk });
  const body = encode({
    jti: randomUUID(),
    htm: method,
    htu: `${origin}${pathname}`,
    iat: Math.floor(token.provinceNow() / 1000),
    ath: createHash("sha256").update(value, "ascii").digest("base64url"),
  });
  return { authorization: `DPoP ${value}`, dpop: `${head}.${body}.${key.sign(`${head}.${body}`)}` };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value), "utf8").toString("base64url");
}
