// The line to core: survives core's restarts by taking a fresh port, and fails what was pending on the old one.
import type { ClientContext, ClientLink, ClientOptions } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import { DomainError } from "../../shared/errors";

type Context = ClientContext;

interface Line {
  link: RPCLink<Context>;
  lost: AbortController;
}

/** How long a call waits for core to come (back) before it fails with CORE_UNAVAILABLE. */
const WAIT_FOR_CORE_MS = 10_000;

export class CoreConnection implements ClientLink<Context> {
  private line: Line | null = null;
  private readonly waiting = new Set<(line: Line) => void>();

  constructor(private readonly waitMs = WAIT_FOR_CORE_MS) {}

  /** Takes the port of a core that has just started. */
  attach(port: MessagePort): void {
    this.lose();
    const lost = new AbortController();
    // Heard before the link hears it: the link would call whatever is pending cancelled, as if the officer had done it.
    port.addEventListener("close", () => this.loseLine(line));
    const line: Line = { link: new RPCLink<Context>({ port }), lost };
    port.start();
    this.line = line;
    for (const take of this.waiting) take(line);
    this.waiting.clear();
  }

  /** Core is gone: what is pending fails now instead of waiting for ever. */
  lose(): void {
    if (this.line) this.loseLine(this.line);
  }

  async call(path: readonly string[], input: unknown, options: ClientOptions<Context>): Promise<unknown> {
    const line = this.line ?? (await this.nextLine());
    const answer = await raceWithLoss(line.link.call(path, input, options), line.lost.signal);
    return isStream(answer) ? untilLost(answer, line.lost.signal) : answer;
  }

  private loseLine(line: Line): void {
    line.lost.abort();
    if (this.line === line) this.line = null;
  }

  private nextLine(): Promise<Line> {
    return new Promise((resolve, reject) => {
      const take = (line: Line): void => {
        clearTimeout(timer);
        resolve(line);
      };
      const timer = setTimeout(() => {
        this.waiting.delete(take);
        reject(new DomainError("CORE_UNAVAILABLE"));
      }, this.waitMs);
      this.waiting.add(take);
    });
  }
}

function isStream(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer;
}

/** A port that nobody answers on says nothing: without this, a stream would wait for ever for a core that is gone. */
async function* untilLost(stream: AsyncIterable<unknown>, lost: AbortSignal): AsyncGenerator<unknown> {
  const items = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const item = await raceWithLoss(items.next(), lost);
      if (item.done) return item.value;
      yield item.value;
    }
  } finally {
    if (!lost.aborted) await items.return?.();
  }
}

function raceWithLoss<T>(work: Promise<T>, lost: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const onLost = (): void => reject(new DomainError("CORE_UNAVAILABLE"));
    if (lost.aborted) onLost();
    lost.addEventListener("abort", onLost, { once: true });
    work.then(resolve, reject).finally(() => lost.removeEventListener("abort", onLost));
  });
}
