// One conversation with the helper about one scan: what it says in each state, and what is asked of it next.
import type { ScanSettings } from "../../../../../shared/contract";
import { DomainError } from "../../../../../shared/errors";
import type { DriverEvent, ScanRequest } from "../../driver";
import { checkApplied, writesFor } from "./capabilities";
import { wiaFault, type WiaFault } from "./errors";
import { BMP_FORMAT, DEVICE, HANDLING_STATUS, ITEM } from "./properties";
import type { HelperLine, HelperOrder } from "./protocol";

/** idle: the next sheet is fed when the caller asks for it. */
type State = "opening" | "applying" | "idle" | "transferring" | "ended";

export const WANTED_PROPERTIES: readonly number[] = [...Object.values(DEVICE), ...Object.values(ITEM)];

export class WiaSession {
  #state: State = "opening";
  #images = 0;
  readonly #settings: ScanSettings;

  constructor(private readonly request: ScanRequest) {
    this.#settings = request.settings;
  }

  get hasEnded(): boolean {
    return this.#state === "ended";
  }

  /** What is to be said to the helper; undefined while it is its turn to speak, or at the end. */
  nextOrder(): HelperOrder | undefined {
    if (this.#state !== "idle") return undefined;
    if (this.#images === this.#limit) {
      this.#state = "ended";
      return undefined;
    }
    this.#state = "transferring";
    return { task: "next", format: BMP_FORMAT };
  }

  start(): HelperOrder {
    const { deviceId, settings } = this.request;
    return { task: "open", deviceId, wanted: WANTED_PROPERTIES, showsDialog: settings.usesOwnDialog };
  }

  /**
   * @returns what the caller is told, and what the helper is told at once
   * @throws DomainError SCANNER_*, CANCELLED; SCANNER_ANSWER_INVALID for a line that does not belong here
   */
  receive(line: HelperLine): { events: DriverEvent[]; order?: HelperOrder } {
    if (line.event === "fault") return this.#receiveFault(line);
    if (line.event === "opened" && this.#state === "opening") {
      this.#state = "applying";
      return { events: [], order: { task: "apply", writes: writesFor(line, this.#settings) } };
    }
    if (line.event === "applied" && this.#state === "applying") {
      checkApplied(line, this.#settings);
      this.#state = "idle";
      return { events: [] };
    }
    if (line.event === "page" && this.#state === "transferring") return this.#receivePage(line);
    throw new DomainError("SCANNER_ANSWER_INVALID", { device: this.request.deviceId, status: line.event });
  }

  get #limit(): number | null {
    const { source, maxPages, usesOwnDialog } = this.#settings;
    return maxPages ?? (source === "flatbed" && !usesOwnDialog ? 1 : null);
  }

  #receivePage({ base64, status }: Extract<HelperLine, { event: "page" }>): { events: DriverEvent[] } {
    this.#images++;
    this.#state = "idle";
    const { resolutionDpi, usesOwnDialog } = this.#settings;
    const image = { bytes: Buffer.from(base64, "base64"), resolutionDpi: usesOwnDialog ? null : resolutionDpi };
    const sawTwo = ((status ?? 0) & HANDLING_STATUS.multipleFeed) !== 0;
    return { events: [...(sawTwo ? [{ kind: "double-feed" } as const] : []), { kind: "page", image }] };
  }

  // An empty feeder after pages is the end; WIA has no other.
  #receiveFault(line: WiaFault): { events: DriverEvent[] } {
    const fault = wiaFault(line, this.request.deviceId);
    if (fault.code !== "SCANNER_NO_PAPER" || this.#images === 0) throw fault;
    this.#state = "ended";
    return { events: [] };
  }
}
