// The tesseract command of this PC: one process a task, the picture by its standard input, nothing on the disk.
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { promisify } from "node:util";
import { DomainError } from "../../../../../shared/errors";
import type { EngineTask, OcrEngine, OcrEngineKind, Recognised } from "../../engine";
import { LANGUAGE, readTsv, toPgm, variablesOf } from "../../tesseract-format";

const COMMAND = "tesseract";
const LSTM_ONLY = "1";
const PROBE_TIMEOUT_MS = 10_000;
/** Its OpenMP takes a second core and gives nothing for it. */
const ONE_THREAD = { OMP_THREAD_LIMIT: "1" };
const ALWAYS = { tessedit_do_invert: "0", tessedit_create_tsv: "1" };
/** What it may say about a failure; more of its complaints are of no use. */
const COMPLAINT_CHARACTERS = 200;

/** @returns undefined when the command or its Vietnamese model is not installed */
export async function findTesseract(command = COMMAND): Promise<OcrEngineKind | undefined> {
  const run = promisify(execFile);
  try {
    const [version, languages] = await Promise.all([
      run(command, ["--version"], { timeout: PROBE_TIMEOUT_MS }),
      run(command, ["--list-langs"], { timeout: PROBE_TIMEOUT_MS }),
    ]);
    const number = /tesseract v?([\d.]+)/.exec(version.stdout + version.stderr)?.[1];
    const isInstalled = (languages.stdout + languages.stderr).split(/\r?\n/).includes(LANGUAGE);
    if (number === undefined || !isInstalled) return undefined;
    return { id: `tesseract ${number}`, open: () => new Tesseract(command) };
  } catch {
    return undefined; // not installed, or it does not even tell its version
  }
}

class Tesseract implements OcrEngine {
  readonly #command: string;
  #child: ChildProcess | undefined;
  #closed = false;

  constructor(command: string) {
    this.#command = command;
  }

  recognise(task: EngineTask): Promise<Recognised> {
    if (this.#closed) return Promise.reject(new DomainError("CANCELLED"));
    const { data, widthPx, heightPx } = task.picture;
    if (data.length === 0 || data.length !== widthPx * heightPx)
      return Promise.reject(failure("the picture is not as large as it says"));
    return new Promise((resolve, reject) => {
      const child = spawn(this.#command, argumentsOf(task), {
        env: { ...process.env, ...ONE_THREAD },
        windowsHide: true,
      });
      this.#child = child;
      const [output, complaint] = [collect(child.stdout), collect(child.stderr)];
      child.on("error", (error) => reject(failure(error)));
      child.on("close", (code) => {
        if (this.#closed) reject(new DomainError("CANCELLED"));
        else if (code !== 0) reject(failure(complaint().slice(0, COMPLAINT_CHARACTERS)));
        else resolve(readTsv(output()));
      });
      child.stdin.on("error", () => undefined); // it ended before it took the whole picture; "close" tells why
      child.stdin.end(toPgm(task.picture));
    });
  }

  close(): void {
    this.#closed = true;
    this.#child?.kill("SIGKILL");
  }
}

function argumentsOf(task: EngineTask): string[] {
  const variables = Object.entries({ ...ALWAYS, ...variablesOf(task) });
  const settings = variables.flatMap(([name, value]) => (value === "" ? [] : ["-c", `${name}=${value}`]));
  return ["stdin", "stdout", "-l", LANGUAGE, "--oem", LSTM_ONLY, ...settings];
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8");
}

function failure(cause: unknown): DomainError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DomainError("OCR_FAILED", { reason }, { cause });
}
