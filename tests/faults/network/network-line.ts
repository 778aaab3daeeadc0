// What a network between counters and a province is to the tests, whatever it is made of.
import type { ChildProcess } from "node:child_process";
import type { Profile } from "./profiles";

export interface LineStats {
  packets: number;
  bytes: number;
  /** What connections said, each byte once: no headers of packets, nothing that TCP sent again. */
  streamBytes: number;
  dropped: number;
}

export interface Network {
  /** A port of the province's host that a service may listen on: the wanted one where that host is its own. */
  port(wanted: number): Promise<number>;
  /** Host and port of a service of the province as this counter reaches it. */
  serverAddress(client: number, port: number): Promise<string>;
  /** Starts a program on the province's host, or on a counter's; it is killed with its children by `close`. */
  onServer(command: readonly [string, ...string[]], env?: NodeJS.ProcessEnv): ChildProcess;
  onClient(client: number, command: readonly [string, ...string[]], env?: NodeJS.ProcessEnv): ChildProcess;
  /** null: as fast as the machine. */
  shape(client: number, profile: Profile | null): void;
  cut(client: number, directions: { up: boolean; down: boolean }): void;
  /** What went into the line, before losses. */
  stats(client: number): Promise<{ up: LineStats; down: LineStats }>;
  close(): Promise<void>;
}

/** With everything that it started: SIGKILL, as a power cut of that host. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  process.kill(-child.pid, "SIGKILL");
}
