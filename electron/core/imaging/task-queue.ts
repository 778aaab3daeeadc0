// Gives the image process one task at a time, the urgent first, and a new process after each crash, timeout or long rest.
import { DomainError } from "../../../shared/errors";
import type { CoreHost, ImageProcess } from "../host";
import { TASK_TIMEOUT_MS } from "./limits";
import type { ImageReply, ImageRequest, ImageTaskName, ImageTasks } from "./protocol";

// An idle image process holds some 300 MB, which recognition can use better.
const IDLE_MS = 120_000;

/** A page that is being scanned goes before pictures for the window, and these before a look at the quality of a page. */
const URGENCY: Record<ImageTaskName, number> = {
  storeImage: 0,
  openFile: 0,
  readPage: 0,
  closeFile: 0,
  straighten: 0,
  joinCard: 0,
  readCodes: 0,
  rasterisePdf: 1,
  resize: 1,
  turn: 2,
  clean: 2,
  drawCleaned: 1,
  inspect: 2,
};

type Settle = (reply: ImageReply) => void;

interface Waiting {
  urgency: number;
  begin: () => Promise<void>;
}

export class TaskQueue {
  readonly #host: Pick<CoreHost, "startImageProcess">;
  readonly #timeoutMs: number;
  #process: ImageProcess | null = null;
  readonly #waiting: Waiting[] = [];
  #isWorking = false;
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
    return new Promise((resolve, reject) => {
      const begin = () => this.#perform({ name, input }).then((output) => resolve(output as never), reject);
      const urgency = URGENCY[name];
      const later = this.#waiting.findIndex((waiting) => waiting.urgency > urgency);
      this.#waiting.splice(later < 0 ? this.#waiting.length : later, 0, { urgency, begin });
      if (!this.#isWorking) void this.#work();
    });
  }

  close(): void {
    this.#isClosed = true;
    this.#stop({ fault: { code: "CANCELLED", facts: {} } });
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await next.begin();
    this.#isWorking = false;
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
