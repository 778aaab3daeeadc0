// Gives the image process one task at a time, and a new process after each crash, timeout or long rest.
import { DomainError } from "../../../shared/errors";
import type { CoreHost, ImageProcess } from "../host";
import { TASK_TIMEOUT_MS } from "./limits";
import type { ImageReply, ImageRequest, ImageTaskName, ImageTasks } from "./protocol";

// An idle image process holds some 300 MB, which recognition can use better.
const IDLE_MS = 120_000;

type Settle = (reply: ImageReply) => void;

export class TaskQueue {
  readonly #host: Pick<CoreHost, "startImageProcess">;
  readonly #timeoutMs: number;
  #process: ImageProcess | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #settle: Settle | null = null;
  #idleTimer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(host: Pick<CoreHost, "startImageProcess">, timeoutMs = TASK_TIMEOUT_MS) {
    this.#host = host;
    this.#timeoutMs = timeoutMs;
  }

  get hasProcess(): boolean {
    return this.#process !== null;
  }

  /** @throws DomainError what the task throws; FILE_TIMEOUT; FILE_UNREADABLE when decoding killed the process; CANCELLED */
  run<Name extends ImageTaskName>(name: Name, input: ImageTasks[Name]["input"]): Promise<ImageTasks[Name]["output"]> {
    const result = this.#last.then(() => this.#perform({ name, input }));
    this.#last = result.catch(() => undefined); // the caller gets the failure; the next task does not depend on it
    return result as Promise<ImageTasks[Name]["output"]>;
  }

  close(): void {
    this.#isClosed = true;
    this.#stop({ fault: { code: "CANCELLED", facts: {} } });
  }

  async #perform(request: ImageRequest): Promise<unknown> {
    clearTimeout(this.#idleTimer);
    if (this.#isClosed) throw new DomainError("CANCELLED");
    const process = this.#process ?? (await this.#start());
    const reply = await this.#ask(process, request);
    this.#restLater();
    if ("fault" in reply) throw new DomainError(reply.fault.code, reply.fault.facts);
    return reply.output;
  }

  async #start(): Promise<ImageProcess> {
    const process = await this.#host.startImageProcess();
    if (this.#isClosed) {
      process.kill();
      throw new DomainError("CANCELLED");
    }
    this.#process = process;
    process.onMessage((message) => {
      if (this.#process === process) this.#settle?.(message as ImageReply);
    });
    process.onExit(() => {
      if (this.#process === process) this.#stop({ fault: { code: "FILE_UNREADABLE", facts: {} } });
    });
    return process;
  }

  #ask(process: ImageProcess, request: ImageRequest): Promise<ImageReply> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#stop({ fault: { code: "FILE_TIMEOUT", facts: { seconds: Math.round(this.#timeoutMs / 1000) } } });
      }, this.#timeoutMs);
      this.#settle = (reply) => {
        clearTimeout(timer);
        this.#settle = null;
        resolve(reply);
      };
      process.post(request);
    });
  }

  #stop(reply: ImageReply): void {
    clearTimeout(this.#idleTimer);
    const process = this.#process;
    this.#process = null;
    process?.kill();
    this.#settle?.(reply);
  }

  #restLater(): void {
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => {
      if (!this.#settle) this.#stop({ output: null });
    }, IDLE_MS);
    this.#idleTimer.unref();
  }
}
