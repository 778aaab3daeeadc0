// One request to a helper and its answers, with a watchdog: a driver that crashes or hangs ends only its helper.
import { DomainError } from "../../../../../shared/errors";
import { twainFault } from "./errors";
import type { HelperLink, HelperStarter } from "./helper-link";
import { HelperEvent, type HelperRequest } from "./protocol";

export interface Patience {
  /** Without a sign of life; a sheet at 1200 dpi takes a minute. */
  silentMs: number;
  /** From the wish to stop to the end by force. */
  stopMs: number;
}

export interface ConversationOptions {
  starter: HelperStarter;
  deviceId: string;
  signal: AbortSignal;
  patience: Patience;
  log(line: string): void;
}

type Answer = Exclude<HelperEvent, { is: "alive" | "log" | "fault" | "refused" }>;

/** `close` may not wait for ever for a process that ignores even SIGKILL. */
const GONE_WITHIN_MS = 3_000;
const LAST: ReadonlySet<HelperEvent["is"]> = new Set(["sources", "capabilities", "end", "refused", "fault"]);

export class Conversation {
  readonly #events: HelperEvent[] = [];
  readonly #gone: Promise<void>;
  #isGone = false;
  #isOver = false;
  #wasStopped = false;
  #watchdog: NodeJS.Timeout | undefined;
  #wake: () => void = () => undefined;
  readonly #onAbort = () => this.stop();

  private constructor(
    private readonly link: HelperLink,
    private readonly options: ConversationOptions,
  ) {
    link.onLine((line) => this.#receive(line));
    this.#gone = new Promise((resolve) => link.onExit(() => resolve(this.#leave())));
    options.signal.addEventListener("abort", this.#onAbort);
    if (options.signal.aborted) this.stop();
  }

  /** @throws DomainError CANCELLED */
  static async open(options: ConversationOptions): Promise<Conversation> {
    if (options.signal.aborted) throw new DomainError("CANCELLED");
    return new Conversation(await options.starter.start(), options);
  }

  ask(request: HelperRequest): void {
    this.#expectSign();
    this.link.send(JSON.stringify(request));
  }

  /** @throws DomainError CANCELLED, SCANNER_OPTION_INVALID, SCANNER_DRIVER_CRASHED, SCANNER_* */
  async next(): Promise<Answer> {
    for (;;) {
      const event = this.#events.shift();
      if (event) {
        const answer = this.#judge(event);
        if (answer) return answer;
      } else if (this.#isGone) throw this.#wasStopped ? new DomainError("CANCELLED") : this.#crash();
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Before the next sheet; by force when the driver does not come back. */
  stop(): void {
    if (this.#wasStopped || this.#isOver || this.#isGone) return;
    this.#wasStopped = true;
    this.link.send(JSON.stringify({ ask: "stop" } satisfies HelperRequest));
    setTimeout(() => this.link.kill(), this.options.patience.stopMs).unref();
  }

  /** Returns once the device is free. */
  async close(): Promise<void> {
    this.options.signal.removeEventListener("abort", this.#onAbort);
    this.stop();
    while (!this.#isOver && !this.#isGone) await new Promise<void>((resolve) => (this.#wake = resolve));
    clearTimeout(this.#watchdog);
    this.link.close();
    const timer = setTimeout(() => this.link.kill(), GONE_WITHIN_MS);
    await Promise.race([this.#gone, pause(2 * GONE_WITHIN_MS)]);
    clearTimeout(timer);
  }

  #receive(line: string): void {
    const event = readEvent(line);
    // Drivers print what they like.
    if (!event) return this.options.log(`not understood: ${line.slice(0, 200)}`);
    // While the page before is being stored it waits for us.
    if (event.is === "page") clearTimeout(this.#watchdog);
    else this.#expectSign();
    if (event.is === "log") return this.options.log(event.line);
    if (LAST.has(event.is)) this.#end();
    this.#events.push(event);
    this.#wake();
  }

  /** undefined for what is only a sign of life. */
  #judge(event: HelperEvent): Answer | undefined {
    const { deviceId } = this.options;
    if (event.is === "fault") throw this.#wasStopped ? new DomainError("CANCELLED") : twainFault(event, deviceId);
    if (event.is === "refused")
      throw new DomainError("SCANNER_OPTION_INVALID", { option: event.option, value: event.value });
    return event.is === "alive" || event.is === "log" ? undefined : event;
  }

  #expectSign(): void {
    clearTimeout(this.#watchdog);
    if (this.#isOver) return;
    this.#watchdog = setTimeout(() => {
      this.options.log(`no sign for ${this.options.patience.silentMs} ms: ended`);
      this.link.kill();
    }, this.options.patience.silentMs);
  }

  #end(): void {
    this.#isOver = true;
    clearTimeout(this.#watchdog);
  }

  #leave(): void {
    this.#isGone = true;
    clearTimeout(this.#watchdog);
    if (!this.#isOver) this.options.log("the helper ended before it had answered");
    this.#wake();
  }

  #crash(): DomainError {
    return new DomainError("SCANNER_DRIVER_CRASHED", { device: this.options.deviceId });
  }
}

function readEvent(line: string): HelperEvent | undefined {
  try {
    return HelperEvent.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined; // no JSON: printed by a driver
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
