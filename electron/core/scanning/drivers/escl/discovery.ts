// Finds scanners on the network by multicast DNS (DNS-SD types _uscan and _uscans of Mopria eSCL).
import { Bonjour, type Service } from "bonjour-service";
import type { EventEmitter } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import net from "node:net";
import { DomainError } from "../../../../../shared/errors";
import { findUuid } from "./capabilities";

export interface FoundScanner {
  uuid: string | undefined;
  makeAndModel: string;
  /** To be tried in this order. */
  roots: readonly URL[];
}

export interface Search {
  withinMs: number;
  /** Ends the search when this one was found. */
  wanted?: string;
  signal: AbortSignal;
}

const AGAIN_AFTER_MS = 600;
const MOST_SCANNERS = 100;
const LONGEST_NAME = 100;

/** Without a network it finds nothing, which is no fault. @throws DomainError CANCELLED */
export async function findScanners({ withinMs, wanted, signal }: Search): Promise<FoundScanner[]> {
  if (signal.aborted) throw new DomainError("CANCELLED");
  const end = new AbortController();
  const stop = () => end.abort();
  signal.addEventListener("abort", stop);
  const services: Service[] = [];
  const bonjour = open();
  const browsers = ["uscans", "uscan"].map((type) =>
    bonjour.find({ type }, (service) => {
      if (services.length < MOST_SCANNERS) services.push(service);
      if (wanted !== undefined && findUuid(textOf(service, "UUID")) === wanted) stop();
    }),
  );
  // The first question may be lost: the network interface is joined only a moment later.
  const again = setInterval(() => browsers.forEach((browser) => browser.update()), AGAIN_AFTER_MS);
  try {
    await pause(withinMs, undefined, { signal: end.signal }).catch(() => undefined); // ended before its time
  } finally {
    clearInterval(again);
    signal.removeEventListener("abort", stop);
    browsers.forEach((browser) => browser.stop());
    bonjour.destroy();
  }
  if (signal.aborted) throw new DomainError("CANCELLED");
  return merge(services.flatMap(toScanner));
}

function open(): Bonjour {
  const ignore = () => undefined;
  const bonjour = new Bonjour({}, ignore);
  const { mdns } = (bonjour as unknown as { server: { mdns: EventEmitter } }).server;
  // A port that is taken or a network that is down: nothing is found.
  mdns.on("error", ignore);
  mdns.on("warning", ignore);
  return bonjour;
}

function toScanner(service: Service): FoundScanner[] {
  const protocol = service.type === "uscans" ? "https:" : "http:";
  const path = (textOf(service, "rs") ?? "eSCL").replace(/^\/+|\/+$/g, "");
  if (!/^[\w./-]*$/.test(path) || !(service.port > 0)) return [];
  const given = [...(service.addresses ?? []), service.referer?.address ?? ""];
  // Link-local IPv6 needs a zone, which an address in DNS does not carry.
  const usable = given.filter((address) => net.isIP(address) > 0 && !/^fe80/i.test(address));
  const addresses = [...new Set(usable)].sort((a, b) => net.isIP(a) - net.isIP(b));
  const roots = addresses.map((address) => {
    const host = net.isIPv6(address) ? `[${address}]` : address;
    return new URL(`/${path}`, `${protocol}//${host}:${service.port}`);
  });
  const makeAndModel = (textOf(service, "ty") ?? service.name).slice(0, LONGEST_NAME);
  return roots.length > 0 ? [{ uuid: findUuid(textOf(service, "UUID")), makeAndModel, roots }] : [];
}

// One device under both types is one scanner, spoken to safely when it can.
function merge(found: readonly FoundScanner[]): FoundScanner[] {
  const merged = new Map<string, FoundScanner>();
  for (const scanner of found) {
    const key = scanner.uuid ?? scanner.roots[0]?.href ?? "";
    const roots = [...(merged.get(key)?.roots ?? []), ...scanner.roots];
    merged.set(key, { ...scanner, roots: roots.sort((a, b) => rank(a) - rank(b)) });
  }
  return [...merged.values()];
}

function rank({ protocol }: URL): number {
  return protocol === "https:" ? 0 : 1;
}

function textOf({ txt }: Service, key: string): string | undefined {
  const value: unknown = (txt as Record<string, unknown> | undefined)?.[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}
