// A server on loopback in the place of another system: carries requests out, then spoils their answers as it is told.
import http from "node:http";
import type { AddressInfo } from "node:net";

/** before: the request is not carried out · after: it is, and its answer is lost or spoilt */
export type Fault =
  | { when: "before"; status: number; body: string }
  | { when: "before" | "after"; cut: true }
  | { when: "after"; body: string };

export interface Call {
  /** Service or path. */
  name: string;
  body: unknown;
  raw: Buffer;
  headers: http.IncomingHttpHeaders;
  url: URL;
}

export interface MockSystem {
  url: string;
  calls: string[];
  /** Asked for each call, with its number from 0 among the calls of its name. */
  fault: (name: string, at: number) => Fault | undefined;
  close(): Promise<void>;
}

export interface Reply {
  status?: number;
  body: unknown;
}

export async function startMock(
  nameOf: (request: { url: URL; body: unknown }) => string,
  carryOut: (call: Call) => Reply,
): Promise<MockSystem> {
  const mock: MockSystem = { url: "", calls: [], fault: () => undefined, close: async () => {} };
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const raw = Buffer.concat(chunks);
      const url = new URL(request.url ?? "/", mock.url);
      const body: unknown = request.headers["content-type"]?.includes("json") ? JSON.parse(raw.toString("utf8")) : null;
      const name = nameOf({ url, body });
      const fault = mock.fault(name, mock.calls.filter((earlier) => earlier === name).length);
      mock.calls.push(name);
      answer(response, fault, () => carryOut({ name, body, raw, headers: request.headers, url }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  mock.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  mock.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return mock;
}

function answer(response: http.ServerResponse, fault: Fault | undefined, carryOut: () => Reply): void {
  if (fault?.when === "before") {
    if ("cut" in fault) response.destroy();
    else response.writeHead(fault.status, { "content-type": "application/json" }).end(fault.body);
    return;
  }
  const { status = 200, body } = carryOut();
  if (fault && "cut" in fault) response.destroy();
  else
    response.writeHead(status, { "content-type": "application/json" }).end(fault ? fault.body : JSON.stringify(body));
}
