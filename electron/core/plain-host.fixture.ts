// What core needs of its host where there is no Electron: secrets in memory, no proxy, and nobody to choose a place.
import type { CoreHost } from "./host";

export function plainHost(): Pick<CoreHost, "readSecret" | "writeSecret" | "resolveProxy" | "choosePlace"> {
  const secrets = new Map<string, string>();
  return {
    readSecret: async (name) => secrets.get(name) ?? null,
    writeSecret: async (name, secret) => void secrets.set(name, secret),
    resolveProxy: async () => "DIRECT",
    choosePlace: async () => null,
  };
}
