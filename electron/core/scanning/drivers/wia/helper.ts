// The helper process: one line to it, one line from it, and an end to every wait.
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import readline from "node:readline";
import { DomainError } from "../../../../../shared/errors";
import type { HelperProgram } from "./helper-script";
import { HelperLine, type HelperOrder } from "./protocol";

// In the middle of a transfer WIA cannot be interrupted.
const LEAVES_WITHIN_MS = 2_000;

export interface HelperWatch {
  deviceId: string;
  signal: AbortSignal;
  log(line: string): void;
}

export class WiaHelper {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: string[] = [];
  readonly #ended: Promise<void>;
  #startError: Error | undefined;
  #hasEnded = false;
  #wake: () => void = () => undefined;

  constructor(
    program: HelperProgram,
    private readonly watch: HelperWatch,
  ) {
    this.#child = spawn(program.command, program.args, { windowsHide: true, stdio: ["pipe", "pipe", "pipe"] });
    this.#child.stdin.on("error", () => undefined); // it may end while it is spoken to; "close" tells
    this.#child.stderr.on("data", (text: Buffer) => watch.log(`helper: ${text.toString("utf8").slice(0, 500)}`));
    readline.createInterface({ input: this.#child.stdout }).on("line", (line) => {
      this.#lines.push(line);
      this.#wake();
    });
    this.#ended = new Promise((resolve) => {
      const end = () => {
        this.#hasEnded = true;
        this.#wake();
        resolve();
      };
      this.#child.once("error", (error) => {
        this.#startError = error;
        end();
      });
      this.#child.once("close", end);
    });
  }

  say(order: HelperOrder): void {
    this.watch.log(`> ${order.task}`);
    this.#child.stdin.write(`${JSON.stringify(order)}\n`);
  }

  /**
   * @param withinMs after which the driver behind it is taken as hung
   * @throws DomainError SCANNER_DRIVER_CRASHED, SCANNER_ANSWER_INVALID, SCANNER_SOFTWARE_MISSING, CANCELLED
   */
  async hear(withinMs: number): Promise<HelperLine> {
    const { deviceId, signal } = this.watch;
    const deadline = performance.now() + withinMs;
    while (this.#lines.length === 0) {
      if (signal.aborted) throw new DomainError("CANCELLED");
      if (this.#startError) throw new DomainError("SCANNER_SOFTWARE_MISSING", { program: "powershell" });
      if (this.#hasEnded || performance.now() >= deadline)
        throw new DomainError("SCANNER_DRIVER_CRASHED", { device: deviceId, status: this.#child.exitCode });
      await this.#somethingHappens(deadline - performance.now());
    }
    return this.#parse(this.#lines.shift() ?? "");
  }

  /** Asks it to leave, then insists. Returns once it is gone. */
  async close(): Promise<void> {
    if (!this.#hasEnded) {
      this.say({ task: "close" });
      this.#child.stdin.end();
      setTimeout(() => this.#child.kill("SIGKILL"), LEAVES_WITHIN_MS).unref();
    }
    await this.#ended;
  }

  #somethingHappens(withinMs: number): Promise<void> {
    const { signal } = this.watch;
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      const timer = setTimeout(wake, Math.max(1, withinMs));
      signal.addEventListener("abort", wake);
      this.#wake = wake;
    });
  }

  #parse(text: string): HelperLine {
    const line = HelperLine.safeParse(parseJson(text));
    if (!line.success) throw new DomainError("SCANNER_ANSWER_INVALID", { device: this.watch.deviceId, status: null });
    this.watch.log(line.data.event === "fault" ? `< fault ${line.data.hresult}` : `< ${line.data.event}`);
    return line.data;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // which no line of the protocol is
  }
}
