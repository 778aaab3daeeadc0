// Device keys of counters: raw Ed25519 public keys in base64url, their thumbprints, and signatures by them.
import { createHash, createPublicKey, verify, type KeyObject } from "node:crypto";

/** RFC 7638 of the JWK (RFC 8037): members in this order, no spaces. */
export function thumbprintOf(publicKey: string): string {
  const canonical = JSON.stringify({ crv: "Ed25519", kty: "OKP", x: publicKey });
  return createHash("sha256").update(canonical, "utf8").digest("base64url");
}

export interface Signed {
  text: string;
  /** base64url */
  signature: string;
}

/** false also for a key that is none. */
export function isSignedWith(publicKey: string, { text, signature }: Signed): boolean {
  const key = findKey(publicKey);
  return key !== undefined && verify(null, Buffer.from(text, "utf8"), key, Buffer.from(signature, "base64url"));
}

function findKey(publicKey: string): KeyObject | undefined {
  // Another spelling of the same bytes would be another thumbprint.
  if (Buffer.from(publicKey, "base64url").toString("base64url") !== publicKey) return undefined;
  try {
    return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: publicKey }, format: "jwk" });
  } catch {
    return undefined; // not 32 bytes: whoever has sent it has signed nothing
  }
}
