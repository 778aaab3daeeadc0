// Device keys in the operating system's key store, one entry a province: the one in force, and the one that follows it.
import { createHash } from "node:crypto";
import { z } from "zod";
import { DomainError } from "../../../../shared/errors";
import type { CoreHost } from "../../host";
import { importDeviceKey, newDeviceKey, type DeviceKey } from "./device-key";

/** `next` is kept before the province hears of it: a kill in between loses neither. */
interface KeyPair {
  current: DeviceKey | null;
  next: DeviceKey | null;
}

export interface KeyStore {
  /** @throws DomainError DEVICE_KEY_UNAVAILABLE */
  read(): Promise<KeyPair>;
  /** The key that follows; the same one until it is promoted. */
  prepareNext(): Promise<DeviceKey>;
  /** The key that followed is in force: the one before it is forgotten. */
  promote(key: DeviceKey): Promise<void>;
}

const Stored = z.object({ current: z.string().nullable(), next: z.string().nullable() });

export function openKeyStore(host: Pick<CoreHost, "readSecret" | "writeSecret">, provinceUrl: string): KeyStore {
  const name = `device-key-${createHash("sha256").update(provinceUrl, "utf8").digest("hex").slice(0, 16)}`;

  async function read(): Promise<KeyPair> {
    const text = await host.readSecret(name);
    return text === null ? { current: null, next: null } : parse(text);
  }

  function write({ current, next }: KeyPair): Promise<void> {
    const stored: z.infer<typeof Stored> = { current: current?.export() ?? null, next: next?.export() ?? null };
    return host.writeSecret(name, JSON.stringify(stored));
  }

  return {
    read,
    async prepareNext() {
      const { current, next } = await read();
      if (next) return next;
      const made = newDeviceKey();
      await write({ current, next: made });
      return made;
    },
    async promote(key) {
      const { next } = await read();
      if (next?.publicKey === key.publicKey) await write({ current: key, next: null });
    },
  };
}

function parse(text: string): KeyPair {
  try {
    const { current, next } = Stored.parse(JSON.parse(text));
    return {
      current: current === null ? null : importDeviceKey(current),
      next: next === null ? null : importDeviceKey(next),
    };
  } catch (cause) {
    throw new DomainError("DEVICE_KEY_UNAVAILABLE", {}, { cause });
  }
}
