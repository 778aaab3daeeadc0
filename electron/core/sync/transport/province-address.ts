// Where dossiers may go: https, or plain http on this very machine (trials and tests).
import { DomainError } from "../../../../shared/errors";

/**
 * @returns the address without a slash, query or fragment at the end
 * @throws DomainError INPUT_INVALID for another scheme, plain http to another machine, or a password in the address
 */
export function normaliseProvinceUrl(text: string): string {
  if (!URL.canParse(text)) throw new DomainError("INPUT_INVALID", { field: "provinceUrl" });
  const url = new URL(text);
  const isSafe = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
  if (!isSafe || url.username !== "" || url.password !== "")
    throw new DomainError("INPUT_INVALID", { field: "provinceUrl" });
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
