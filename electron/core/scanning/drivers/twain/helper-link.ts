// How the driver starts and reaches its helper: in the program's own Node, or as a program of its own with pipes.
import { spawn, type ChildProcess as NodeProcess } from "node:child_process";
import type { ChildProcess } from "../../../host";
import { LineReader } from "./protocol";

/** Drivers are made for one of the two, and a process sees only those of its own kind. */
export type Bitness = 64 | 32;

export interface HelperStarter {
  bitness: Bitness;
  /** What the helper calls a folder of this PC. */
  pathFor(folder: string): string;
  start(): Promise<HelperLink>;
}

export interface HelperLink {
  send(line: string): void;
  onLine(handler: (line: string) => void): void;
  /** Called once, also when it could not be started. */
  onExit(handler: () => void): void;
  /** Lets it end by itself. */
  close(): void;
  kill(): void;
}

export interface HelperProgram {
  bitness: Bitness;
  command: string;
  args: readonly string[];
  env?: NodeJS.ProcessEnv;
  pathFor?: (folder: string) => string;
}

const LAST_LINES_WITHIN_MS = 500;

/** A helper that runs in a Node of its own. */
export function startsProgram({ bitness, command, args, env, pathFor }: HelperProgram): HelperStarter {
  return {
    bitness,
    pathFor: pathFor ?? ((folder) => folder),
    async start() {
      const child = spawn(command, args, {
        env: env ?? process.env,
        stdio: ["pipe", "pipe", "ignore"],
        windowsHide: true,
      });
      // Listened for at once: a program that is not there says so before any promise goes on.
      const ended = watchEnd(child);
      // It may end while it is being spoken to; its exit is told separately.
      child.stdin.on("error", () => undefined);
      return {
        send: (line) => void child.stdin.write(`${line}\n`),
        onLine(handler) {
          const reader = new LineReader(handler);
          child.stdout.setEncoding("utf8").on("data", (chunk: string) => reader.push(chunk));
        },
        onExit: (handler) => void ended.then(handler),
        close: () => void child.stdin.end(),
        kill: () => void child.kill("SIGKILL"),
      };
    },
  };
}

/** Its last lines may still be on their way; but a process that it has started may outlive it and hold the line open. */
function watchEnd(child: NodeProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once("error", () => resolve());
    child.once("close", () => resolve());
    child.once("exit", () => setTimeout(resolve, LAST_LINES_WITHIN_MS).unref());
  });
}

/** The helper in the program's own Node, which only the shell can start. */
export function startsByShell(bitness: Bitness, startProcess: () => Promise<ChildProcess>): HelperStarter {
  return {
    bitness,
    pathFor: (folder) => folder,
    async start() {
      const child = await startProcess();
      return {
        send: (line) => child.post(line),
        onLine: (handler) => child.onMessage((message) => handler(String(message))),
        onExit: (handler) => child.onExit(handler),
        // It has released its scanner before it said its last line.
        close: () => child.kill(),
        kill: () => child.kill(),
      };
    },
  };
}
