// Which proxy stands between this counter and an address.
import type { LineSettings } from "../../../../shared/contract";

/** @returns the proxy's address; null: none. This very machine is never asked through a proxy. */
export async function proxyFor(
  url: string,
  settings: { proxy(): LineSettings["proxy"]; resolveProxy(url: string): Promise<string> },
): Promise<string | null> {
  const { hostname } = new URL(url);
  if (hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname)) return null;
  const proxy = settings.proxy();
  if (proxy === "none") return null;
  return proxy === "system" ? readPac(await settings.resolveProxy(url)) : proxy;
}

/**
 * First choice of a PAC result that HTTP can use: "PROXY host:port", "HTTPS host:port", "DIRECT"; SOCKS is passed over.
 * @returns null for DIRECT and for nothing usable
 */
export function readPac(result: string): string | null {
  for (const choice of result.split(";")) {
    const [kind = "", place] = choice.trim().split(/\s+/);
    if (kind.toUpperCase() === "DIRECT") return null;
    const scheme = SCHEMES[kind.toUpperCase()];
    if (scheme && place && URL.canParse(`${scheme}://${place}`)) return `${scheme}://${place}`;
  }
  return null;
}

const SCHEMES: Record<string, string> = { PROXY: "http", HTTP: "http", HTTPS: "https" };
