// How the helper hears and speaks: over a MessagePort in the program's own Node, over its pipes everywhere else.
import fs from "node:fs";
import { LineReader } from "../protocol";

export interface Transport {
  send(line: string): void;
  onLine(handler: (line: string) => void): void;
  /** The driver is gone. */
  onEnd(handler: () => void): void;
}

/** The part of Electron's MessagePortMain that is used here. */
interface Port {
  on(event: "message", handler: (event: { data: unknown; ports: Port[] }) => void): void;
  on(event: "close", handler: () => void): void;
  postMessage(message: unknown): void;
  start(): void;
}

/** In a utilityProcess the first message brings the port; its transport is then ready. */
export async function openTransport(): Promise<Transport> {
  const parentPort = "parentPort" in process ? (process.parentPort as Port | null) : null;
  if (!parentPort) return openPipes();
  return new Promise((resolve) => {
    parentPort.on("message", ({ ports: [port] }) => {
      if (port) resolve(overPort(port));
    });
  });
}

function overPort(port: Port): Transport {
  return {
    send: (line) => port.postMessage(line),
    onLine(handler) {
      port.on("message", ({ data }) => handler(String(data)));
      port.start();
    },
    onEnd: (handler) => port.on("close", handler),
  };
}

/** By file number: Windows' Node under wine cannot open process.stdin and process.stdout on a pipe of Linux. */
function openPipes(): Transport {
  const input = fs.createReadStream("", { fd: 0, autoClose: false });
  return {
    send: (line) => writeAll(`${line}\n`),
    onLine(handler) {
      const reader = new LineReader(handler);
      input.setEncoding("utf8").on("data", (chunk) => reader.push(String(chunk)));
    },
    onEnd: (handler) => void input.once("end", handler).once("error", handler),
  };
}

function writeAll(text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) written += fs.writeSync(1, bytes, written);
}
