// Questions to a CUPS server in IPP, over its socket or TCP, as libcups itself would reach it.
import { request as sendIpp, serialize } from "@sealsystems/ipp";
import { userInfo } from "node:os";
import { DomainError } from "../../../../shared/errors";
import { runProgram } from "./run-program";

export type IppAttributes = Readonly<Record<string, unknown>>;

export interface IppAnswer {
  statusCode: string;
  "printer-attributes-tag"?: IppAttributes | IppAttributes[];
  "job-attributes-tag"?: IppAttributes | IppAttributes[];
}

export type IppOperation =
  "Get-Job-Attributes" | "Get-Jobs" | "CUPS-Get-Printers" | "CUPS-Get-Default" | "Get-Printer-Attributes";

export interface IppServer {
  /** @throws DomainError PRINT_SYSTEM_MISSING when the server does not answer */
  ask(operation: IppOperation, attributes: IppAttributes): Promise<IppAnswer>;
}

const TIMEOUT_MS = 10_000;
const PROGRAM_TIMEOUT_MS = 10_000;

/** @throws DomainError PRINT_SYSTEM_MISSING */
export async function findServer(): Promise<IppServer> {
  // lpstat knows CUPS_SERVER, client.conf and the default socket; no second opinion on them here.
  const { stdout } = await runProgram({ program: "lpstat", argv: ["-H"], timeoutMs: PROGRAM_TIMEOUT_MS });
  const address = parseServerAddress(stdout.trim());
  return { ask: (operation, attributes) => ask(address, operation, attributes) };
}

export type ServerAddress = { socketPath: string } | { host: string; port: number };

/** @param text "/run/cups/cups.sock", "localhost:631", "[::1]:631" or "server:631/version=1.1" */
export function parseServerAddress(text: string): ServerAddress {
  if (text.startsWith("/")) return { socketPath: text };
  const [, host = "localhost", port = "631"] = /^(\[[^\]]+\]|[^:/]+)(?::(\d+))?/.exec(text) ?? [];
  return { host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
}

function ask(address: ServerAddress, operation: IppOperation, attributes: IppAttributes): Promise<IppAnswer> {
  const body = serialize({
    operation,
    "operation-attributes-tag": {
      "attributes-charset": "utf-8",
      "attributes-natural-language": "en",
      ...attributes,
      "requesting-user-name": userInfo().username,
    },
  });
  // CUPS checks the Host header; over the socket "localhost" is what it expects.
  const options = { ...address, path: "/", headers: { Host: "localhost" }, timeout: TIMEOUT_MS };
  return new Promise((resolve, reject) => {
    sendIpp(options, body, (error, answer) => {
      if (answer) resolve(answer as IppAnswer);
      else reject(new DomainError("PRINT_SYSTEM_MISSING", { program: "cupsd" }, { cause: error ?? undefined }));
    });
  });
}

type Group = IppAttributes | readonly IppAttributes[] | undefined;

/** The library gives one group bare, several as a list, and none as nothing. */
export function groupsOf(group: Group): readonly IppAttributes[] {
  if (group === undefined) return [];
  return isList(group) ? group : [group];
}

/** The values of a keyword attribute; IPP says "none" for an empty list. */
export function textsOf(attributes: IppAttributes, name: string): string[] {
  const value = attributes[name] ?? [];
  return (Array.isArray(value) ? value : [value]).map(String).filter((text) => text !== "none" && text !== "");
}

function isList(group: IppAttributes | readonly IppAttributes[]): group is readonly IppAttributes[] {
  return Array.isArray(group);
}
