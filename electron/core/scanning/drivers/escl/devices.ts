// Finds the device behind an id and opens it: typed in, found by multicast DNS, or an address by itself.
import type { ScannerDevice } from "../../../../../shared/contract";
import { DomainError } from "../../../../../shared/errors";
import type { AddedDevice, DeviceBook } from "../../driver";
import { rootsOf } from "./addresses";
import { findUuid, parseCapabilities, type EsclCapabilities } from "./capabilities";
import { DeviceClient, type AnswerLimits } from "./device-client";
import { findScanners, type FoundScanner } from "./discovery";
import { httpFault, invalidAnswer } from "./errors";
import type { EsclLimits } from "./limits";

export interface EsclDevice {
  id: string;
  /** For instance http://192.168.1.7/eSCL */
  root: URL;
  client: DeviceClient;
  capabilities: EsclCapabilities;
}

interface Parts {
  book: DeviceBook;
  limits: EsclLimits;
}

interface Candidate {
  deviceId: string;
  root: URL;
  signal: AbortSignal;
  /** Redirects that are still followed. */
  redirects: number;
}

interface Way {
  findRoots(): Promise<readonly URL[]>;
  /** What it finds carries the id already. */
  isSearch: boolean;
}

const UUID_PREFIX = "uuid:";
/** A typed device that is off must not hold up the list of all others. */
const LISTED_WITHIN_MS = 2_500;

export class Devices {
  /** Where each device answered last, or was found. */
  readonly #lastRoots = new Map<string, readonly URL[]>();

  /** What each device calls itself: not all say the same in their capabilities as to the network. */
  readonly #otherUuids = new Map<string, string>();

  constructor(private readonly parts: Parts) {}

  /** Found ones and typed ones that answer; one that is both appears as typed. @throws DomainError CANCELLED */
  async list(signal: AbortSignal): Promise<ScannerDevice[]> {
    const [found, added] = await Promise.all([this.#search(signal), this.#listAdded(signal)]);
    const known = new Set(added.map(({ uuid }) => uuid));
    const discovered = found.filter(({ uuid }) => uuid === undefined || !known.has(uuid)).map(toDevice);
    return [...added.map(({ device }) => device), ...discovered];
  }

  /** @throws DomainError SCANNER_NOT_FOUND, SCANNER_UNREACHABLE, SCANNER_ANSWER_INVALID, SCANNER_CERTIFICATE_CHANGED, CANCELLED */
  async open(deviceId: string, signal: AbortSignal): Promise<EsclDevice> {
    let fault: unknown = new DomainError("SCANNER_NOT_FOUND", { device: deviceId, status: null });
    for (const { findRoots, isSearch } of this.#waysTo(deviceId, signal)) {
      const roots = await findRoots();
      if (roots.length === 0) continue;
      const attempt = await settle(this.#openFirst(deviceId, roots, signal));
      if (attempt.device && (isSearch || this.#isItself(attempt.device))) return this.#use(attempt.device);
      attempt.device?.client.close();
      fault = attempt.fault ?? new DomainError("SCANNER_UNREACHABLE", { device: deviceId, status: "another device" });
      if (!isGone(fault)) throw fault;
      this.#lastRoots.delete(deviceId);
    }
    throw fault;
  }

  /** @throws DomainError INPUT_INVALID, and as `open` */
  async tryAddress(address: string, signal: AbortSignal): Promise<AddedDevice> {
    const roots = rootsOf(address);
    if (roots.length === 0) throw new DomainError("INPUT_INVALID", { field: "address" });
    const device = await this.#openFirst(address, roots, signal);
    device.client.close();
    const { uuid, makeAndModel } = device.capabilities;
    const deviceId = uuid === undefined ? device.root.href : `${UUID_PREFIX}${uuid}`;
    const pinned = this.parts.book.pinnedCertificate("escl", deviceId);
    if (pinned !== null && pinned !== device.client.certificateSha256) throw changedCertificate(deviceId);
    this.#use({ ...device, id: deviceId });
    return { deviceId, address, name: makeAndModel };
  }

  /** The quickest first: where it answered last, where it was typed in, what the network tells, the id itself. */
  #waysTo(deviceId: string, signal: AbortSignal): Way[] {
    const added = this.parts.book.listAdded("escl").find((device) => device.deviceId === deviceId);
    const typed = added ? rootsOf(added.address) : [];
    const byItself = async () => {
      const wanted = deviceId.startsWith(UUID_PREFIX) ? findUuid(deviceId) : undefined;
      if (wanted === undefined) return added ? [] : rootsOf(deviceId);
      const found = await this.#search(signal, wanted);
      return found.find(({ uuid }) => uuid === wanted)?.roots ?? [];
    };
    return [
      { findRoots: async () => this.#lastRoots.get(deviceId) ?? [], isSearch: false },
      { findRoots: async () => typed, isSearch: false },
      { findRoots: byItself, isSearch: true },
    ];
  }

  // After a change of addresses another device may answer at a known one.
  #isItself({ id, capabilities: { uuid } }: EsclDevice): boolean {
    if (!id.startsWith(UUID_PREFIX) || uuid === undefined) return true;
    return uuid === findUuid(id) || uuid === this.#otherUuids.get(id);
  }

  // Only after it has proven to be a scanner: the first use is the one that is trusted.
  #use(device: EsclDevice): EsclDevice {
    const { id, client, root, capabilities } = device;
    this.#lastRoots.set(id, [root]);
    if (capabilities.uuid !== undefined) this.#otherUuids.set(id, capabilities.uuid);
    if (client.certificateSha256 !== null && this.parts.book.pinnedCertificate("escl", id) === null)
      this.parts.book.pinCertificate("escl", id, client.certificateSha256);
    return device;
  }

  async #search(signal: AbortSignal, wanted?: string): Promise<FoundScanner[]> {
    const found = await findScanners({ withinMs: this.parts.limits.discoveryMs, wanted, signal });
    for (const scanner of found) this.#lastRoots.set(idOf(scanner), scanner.roots);
    return found;
  }

  async #listAdded(signal: AbortSignal): Promise<{ device: ScannerDevice; uuid: string | undefined }[]> {
    const within = AbortSignal.any([signal, AbortSignal.timeout(LISTED_WITHIN_MS)]);
    const asked = this.parts.book.listAdded("escl").map((added) => this.#ask(added, within));
    const answered = (await Promise.all(asked)).flatMap((answer) => answer ?? []);
    if (signal.aborted) throw new DomainError("CANCELLED");
    return answered;
  }

  async #ask({ deviceId, name }: AddedDevice, signal: AbortSignal) {
    try {
      const { client, capabilities } = await this.open(deviceId, signal);
      client.close();
      const { makeAndModel, uuid } = capabilities;
      return { device: { driver: "escl" as const, id: deviceId, vendor: "", model: makeAndModel || name }, uuid };
    } catch (error) {
      if (error instanceof DomainError) return undefined; // the panel shows it as unreachable; the log has the reason
      throw error;
    }
  }

  /** All are asked at once, the first of them that answers is taken. */
  async #openFirst(deviceId: string, roots: readonly URL[], signal: AbortSignal): Promise<EsclDevice> {
    const isPinned = this.parts.book.pinnedCertificate("escl", deviceId) !== null;
    const allowed = isPinned ? roots.filter(({ protocol }) => protocol === "https:") : roots;
    // Whoever has once spoken in secret is never spoken to in clear.
    if (allowed.length < roots.length && allowed.length === 0) throw changedCertificate(deviceId);
    const attempts = allowed.map((root) => settle(this.#openAt({ deviceId, root, signal, redirects: 1 })));
    const faults: unknown[] = [];
    for (const [index, attempt] of attempts.entries()) {
      const { device, fault } = await attempt;
      if (!device) {
        faults.push(fault);
        continue;
      }
      closeAll(attempts.slice(index + 1));
      return device;
    }
    throw mostTelling(faults) ?? new DomainError("SCANNER_NOT_FOUND", { device: deviceId, status: null });
  }

  async #openAt({ deviceId, root, signal, redirects }: Candidate): Promise<EsclDevice> {
    const client = this.#createClient(deviceId, root);
    try {
      const path = `${root.pathname}/ScannerCapabilities`;
      const answer = await client.ask({ method: "GET", path, limits: xmlLimits(this.parts.limits), signal });
      const moved = redirects > 0 ? redirectOf(answer, root) : undefined;
      if (moved) {
        client.close();
        return await this.#openAt({ deviceId, root: moved, signal, redirects: redirects - 1 });
      }
      if (answer.status !== 200) throw httpFault(deviceId, answer.status);
      const capabilities = readOrRefuse(deviceId, () => parseCapabilities(answer.bytes));
      return { id: deviceId, root, client, capabilities };
    } catch (error) {
      client.close();
      throw error;
    }
  }

  #createClient(deviceId: string, root: URL): DeviceClient {
    const { book, limits } = this.parts;
    return new DeviceClient({
      device: deviceId,
      origin: root,
      connectMs: limits.connectMs,
      pinned: book.pinnedCertificate("escl", deviceId),
      log: (line) => book.log("escl", deviceId, line),
    });
  }
}

export function xmlLimits({ xmlMs, xmlBytes }: EsclLimits): AnswerLimits {
  return { bytes: xmlBytes, firstByteMs: xmlMs, idleMs: xmlMs, totalMs: xmlMs };
}

/** @throws DomainError SCANNER_ANSWER_INVALID */
export function readOrRefuse<Value>(deviceId: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw invalidAnswer(deviceId, "not eSCL", error);
  }
}

function idOf({ uuid, roots }: FoundScanner): string {
  return uuid === undefined ? (roots[0]?.href ?? "") : `${UUID_PREFIX}${uuid}`;
}

function toDevice(scanner: FoundScanner): ScannerDevice {
  return { driver: "escl", id: idOf(scanner), vendor: "", model: scanner.makeAndModel };
}

// To the safe port of the same host, as many office devices do; never elsewhere.
function redirectOf(
  { status, location }: { status: number; location: string | undefined },
  root: URL,
): URL | undefined {
  if (status < 301 || status > 308 || !location || !URL.canParse(location, root.href)) return undefined;
  const target = new URL(location, root);
  if (target.hostname !== root.hostname || target.protocol !== "https:") return undefined;
  return new URL(root.pathname, target.origin);
}

function isGone(error: unknown): boolean {
  return error instanceof DomainError && /^SCANNER_(UNREACHABLE|NOT_FOUND|DISCONNECTED)$/.test(error.code);
}

function changedCertificate(device: string): DomainError {
  return new DomainError("SCANNER_CERTIFICATE_CHANGED", { device, status: null });
}

interface Attempt {
  device?: EsclDevice;
  fault?: unknown;
}

/** Several run at once: none of their faults may go unheard while another one is awaited. */
function settle(opening: Promise<EsclDevice>): Promise<Attempt> {
  return opening.then(
    (device) => ({ device }),
    (fault: unknown) => ({ fault }),
  );
}

function closeAll(attempts: readonly Promise<Attempt>[]): void {
  for (const attempt of attempts) void attempt.then(({ device }) => device?.client.close());
}

const TELLS_MORE = ["CANCELLED", "SCANNER_CERTIFICATE_CHANGED"];
const TELLS_LESS = ["SCANNER_NOT_FOUND", "SCANNER_UNREACHABLE"];

/** Of several addresses that failed, the fault that helps most. */
function mostTelling(faults: readonly unknown[]): unknown {
  const codeOf = (fault: unknown) => (fault instanceof DomainError ? fault.code : "");
  const rank = (fault: unknown) =>
    TELLS_MORE.includes(codeOf(fault)) ? 0 : TELLS_LESS.includes(codeOf(fault)) ? 2 : 1;
  return [...faults].sort((a, b) => rank(a) - rank(b))[0];
}
