// One run of scanimage that scans sheet by sheet: it waits at its prompt until the next sheet is asked for.
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import readline from "node:readline";
import { DomainError } from "../../../../../shared/errors";
import { startFault, statusInWords } from "./errors";
import { scanimageEnvironment } from "./run-scanimage";

export type JobEvent =
  { kind: "page"; file: string } | { kind: "progress"; fraction: number } | { kind: "end"; exitCode: number | null };

const TERMINATE_AFTER_MS = 8_000;
const KILL_AFTER_MS = 15_000;
// A network scanner may need a minute for a sheet without a sign of life.
const SILENT_MS = 120_000;
// Some network scanners need 6 s to be closed (sane-airscan, issue 331), and some backends never come back: sane-airscan
// now and then waits in its sane_close for a word that it has missed, others lock up after a fault.
const CLOSES_WITHIN_MS = 15_000;
const STREAMS_CLOSE_WITHIN_MS = 2_000;
const KEPT_STDERR_CHARACTERS = 4_000;
const GOOD = 0;
const END_OF_PAGE = 5;

export interface ScanJobLimits {
  /** From its last word on the sheets, or that one has failed, until it is killed; 15 s by default. */
  closesWithinMs?: number | undefined;
}

export class ScanJob {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<void>;
  readonly #events: JobEvent[] = [];
  #wake: () => void = () => undefined;
  #startError: Error | null = null;
  #stopping = false;
  /** At its prompt, for as long as the page before takes to be stored. */
  #waitsForUs = true;
  #reportedStatus: number | null = null;
  /** Every sheet has been read, or the reading has failed. */
  #isClosing = false;
  readonly #closesWithinMs: number;
  #watchdog: NodeJS.Timeout | undefined;
  stderr = "";
  /** Sheets sides that went through whole, as scanimage counts them; the files are counted by their receiver. */
  sidesScanned = 0;

  constructor(command: string, args: readonly string[], { closesWithinMs = CLOSES_WITHIN_MS }: ScanJobLimits = {}) {
    this.#closesWithinMs = closesWithinMs;
    this.#child = spawn(command, args, { env: scanimageEnvironment(), stdio: ["pipe", "pipe", "pipe"] });
    this.#ended = this.#watchEnd();
    // It may end while its prompt is being answered; "close" tells why.
    this.#child.stdin.on("error", () => undefined);
    readline.createInterface({ input: this.#child.stdout }).on("line", (file) => this.#pushPage(file));
    // Progress ends its lines with a carriage return, which readline takes as an end of line too.
    readline.createInterface({ input: this.#child.stderr }).on("line", (line) => this.#readMessage(line));
  }

  get wasStopped(): boolean {
    return this.#stopping;
  }

  /** There is nothing more to read; only the device is to be closed. */
  get #hasEnded(): boolean {
    return this.#isClosing || this.#reportedStatus !== null;
  }

  feed(): void {
    this.#waitsForUs = false;
    this.#expectSign();
    this.#child.stdin.write("\n");
  }

  /** @throws DomainError SCANNER_SOFTWARE_MISSING */
  async nextEvent(): Promise<JobEvent> {
    while (this.#events.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    if (this.#startError) throw startFault(this.#startError);
    const event = this.#events.shift();
    if (!event) throw new DomainError("SCANNER_FAILED");
    return event;
  }

  /** Asks it to release the device, then insists. Returns once it is gone. */
  async stop(): Promise<void> {
    if (!this.#stopping && this.#child.exitCode === null) {
      this.#stopping = true;
      // At the prompt it only leaves when its input ends; while it reads a sheet, only at SIGINT.
      this.#child.kill("SIGINT");
      this.#child.stdin.end();
      setTimeout(() => this.#child.kill("SIGTERM"), TERMINATE_AFTER_MS).unref();
      setTimeout(() => this.#child.kill("SIGKILL"), KILL_AFTER_MS).unref();
    }
    await this.#ended;
  }

  #watchEnd(): Promise<void> {
    const child = this.#child;
    return new Promise((resolve) => {
      const end = (exitCode: number | null) => {
        clearTimeout(this.#watchdog);
        this.#push({ kind: "end", exitCode });
        resolve();
      };
      child.once("error", (error) => {
        this.#startError = error;
        end(null);
      });
      child.once("close", (exitCode) => end(exitCode ?? this.#statusBefore()));
      // A process that a backend has started may outlive it and hold its streams open.
      child.once("exit", () => {
        setTimeout(
          () => [child.stdout, child.stderr].forEach((stream) => stream.destroy()),
          STREAMS_CLOSE_WITHIN_MS,
        ).unref();
      });
    });
  }

  /** What it came to before it was killed: one that had only the device left to close has done its work. */
  #statusBefore(): number | null {
    return this.#reportedStatus ?? (this.#isClosing ? GOOD : null);
  }

  #expectSign(): void {
    const withinMs = this.#hasEnded ? this.#closesWithinMs : SILENT_MS;
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => {
      this.#keep(`killed: no sign of life for ${withinMs} ms`);
      this.#child.kill("SIGKILL");
    }, withinMs);
  }

  #keep(line: string): void {
    this.stderr = `${this.stderr}${line}\n`.slice(-KEPT_STDERR_CHARACTERS);
  }

  #readMessage(line: string): void {
    const [, percent] = /^Progress: ([\d.]+)%/.exec(line) ?? [];
    if (percent === undefined) this.#readWords(line);
    else this.#push({ kind: "progress", fraction: Math.min(1, Number(percent) / 100) });
    if (this.#hasEnded || !this.#waitsForUs) this.#expectSign();
  }

  #readWords(line: string): void {
    this.#keep(line);
    const [scanned, reported = GOOD] = /^Scanned page \d+\.(?: \(scanner status = (\d+)\))?/.exec(line) ?? [];
    const status = Number(reported);
    const isSound = status === GOOD || status === END_OF_PAGE;
    if (scanned !== undefined && isSound) this.sidesScanned++;
    this.#reportedStatus = isSound ? (this.#reportedStatus ?? statusInWords(line)) : status;
    if (line.startsWith("Batch terminated")) this.#isClosing = true;
  }

  #pushPage(file: string): void {
    this.#waitsForUs = true;
    clearTimeout(this.#watchdog);
    this.#push({ kind: "page", file });
  }

  #push(event: JobEvent): void {
    // A slow reader needs only the latest progress.
    if (this.#events.at(-1)?.kind === "progress" && event.kind === "progress") this.#events.pop();
    this.#events.push(event);
    this.#wake();
  }
}
