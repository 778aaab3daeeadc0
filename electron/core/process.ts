// Entry of core's process. In Electron it is a utilityProcess: the shell sends ToCore messages and the window's port.
import os from "node:os";
import { RPCHandler } from "@orpc/server/message-port";
import { ToCore, type StartCore, type ToShell } from "../../shared/contract/host";
import { DomainError, errorCodeOf } from "../../shared/errors";
import { runCommand } from "./commands";
import { openOffice, type Office } from "./office";
import { createShellHost, type ShellHost } from "./shell-host";
import { createRouter } from "./router";

/** The parts of Electron's parentPort and MessagePortMain that are used here; core does not import Electron. */
interface Port {
  on(event: string, handler: (event?: { data: unknown; ports?: Port[] }) => void): void;
  postMessage(message: unknown): void;
  start(): void;
}

const parent = (process as NodeJS.Process & { parentPort?: Port }).parentPort;
if (!parent) throw new Error("core must be started by the shell");
const shell: Port = parent;

// Two engines that read pages take both cores of a cheap PC; the window, where somebody types, goes before them.
os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);

const send = (message: ToShell) => shell.postMessage(message);
const host: ShellHost = createShellHost(send);
let office: Office | undefined;
let handler: RPCHandler<Record<never, never>> | undefined;

shell.on("message", (event) => {
  const message = ToCore.parse(event?.data);
  const port = event?.ports?.[0];
  if (message.type === "start") void start(message);
  else if (message.type === "window" && port) acceptWindow(port);
  else if (message.type === "read-image") void readImage(message.requestId, message.path);
  else if (message.type === "stop") void stop(0);
  else host.handle(message, port);
});

async function start(options: StartCore): Promise<void> {
  try {
    office = await openOffice({ start: options, host });
    if (options.command) return await stop(await runCommand(office, options.command));
    office.startBackground();
    handler = new RPCHandler(createRouter(office));
    send({ type: "ready" });
  } catch (error) {
    refuse(error, options.command !== null);
  }
}

/** Data that cannot be opened is a state that the window explains, not a reason to die and be restarted for ever. */
function refuse(error: unknown, isCommand: boolean): void {
  const facts = error instanceof DomainError ? error.facts : {};
  console.error(`core: ${errorCodeOf(error)}`, error instanceof DomainError ? "" : error);
  send({ type: "refused", fault: { code: errorCodeOf(error), facts } });
  if (isCommand) send({ type: "exit", code: 2 });
}

function acceptWindow(port: Port): void {
  handler?.upgrade(port, { context: {} });
  port.start();
}

async function readImage(requestId: number, path: string): Promise<void> {
  const image = await office?.readImage(path).catch((error: unknown) => {
    console.error(`core: image not read: ${errorCodeOf(error)}`);
    return null;
  });
  send({ type: "image", requestId, image: image ?? null });
}

async function stop(code: number): Promise<void> {
  await office?.close();
  send({ type: "exit", code });
}
