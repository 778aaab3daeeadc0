// The counter's device key: Ed25519, made here; its private half is kept by the operating system only.
import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";

export interface DeviceKey {
  /** Raw 32 bytes, base64url. */
  publicKey: string;
  /** Over the UTF-8 text, base64url. */
  sign(text: string): string;
  /** PKCS #8, base64url: for the key store only. */
  export(): string;
}

export function newDeviceKey(): DeviceKey {
  return asDeviceKey(generateKeyPairSync("ed25519").privateKey);
}

/** @throws Error when the text is none of ours */
export function importDeviceKey(text: string): DeviceKey {
  return asDeviceKey(createPrivateKey({ key: Buffer.from(text, "base64url"), format: "der", type: "pkcs8" }));
}

function asDeviceKey(key: KeyObject): DeviceKey {
  const publicKey = key.export({ format: "jwk" }).x ?? "";
  return {
    publicKey,
    sign: (text) => sign(null, Buffer.from(text, "utf8"), key).toString("base64url"),
    export: () => key.export({ format: "der", type: "pkcs8" }).toString("base64url"),
  };
}
