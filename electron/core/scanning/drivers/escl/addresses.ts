// Reads the address of a scanner as a person types it: "192.168.1.7", "may-in.local:8080", "https://10.0.0.5/eSCL".

/** Where devices listen, the safe one first. */
const USUAL_ORIGINS = [
  ["https:", ""],
  ["http:", ""],
  ["http:", ":8080"],
] as const;
const ROOT = "/eSCL";
const HOST = /^(\[[0-9a-f:.]+\]|[^\s/:?#@[\]]+)(:\d{1,5})?$/i;

/** @returns the roots to try, in order; empty when it is no address */
export function rootsOf(address: string): URL[] {
  const text = address.trim();
  if (/^https?:\/\//i.test(text)) return parse(text).map(withPath);
  const [hostAndPort = "", ...rest] = text.split("/");
  const [, host, port] = HOST.exec(hostAndPort) ?? [];
  if (!host) return [];
  const path = rest.join("/");
  const origins = port
    ? [`http://${host}${port}`, `https://${host}${port}`]
    : USUAL_ORIGINS.map(([protocol, usualPort]) => `${protocol}//${host}${usualPort}`);
  return origins.flatMap((origin) => parse(`${origin}/${path}`)).map(withPath);
}

function parse(text: string): URL[] {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && url.hostname !== "" && url.username === "" ? [url] : [];
}

function withPath(url: URL): URL {
  const path = url.pathname.replace(/\/+$/, "");
  return new URL(path === "" ? ROOT : path, url.origin);
}
