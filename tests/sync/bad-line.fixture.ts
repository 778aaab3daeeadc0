// A line between counter and province that misbehaves as it is told: request by request.
import http from "node:http";
import type { AddressInfo } from "node:net";

export interface Seen {
  method: string;
  path: string;
  bodyBytes: number;
}

/**
 * pass · lose the answer after the province has done its work · cut the request after so many bytes of its body ·
 * answer in the province's place
 */
export type Behaviour =
  | "pass"
  | "lose_answer"
  | { cutAfterBytes: number }
  | { status: number; body: string; headers?: Record<string, string> };

export interface BadLine {
  url: string;
  /** Asked for each request. */
  behave: (request: Seen) => Behaviour;
  seen: Seen[];
  close(): Promise<void>;
}

export async function openBadLine(provinceUrl: string): Promise<BadLine> {
  const line: BadLine = { url: "", behave: () => "pass", seen: [], close: async () => {} };
  const server = http.createServer((request, response) => {
    const seen = { method: request.method ?? "", path: request.url ?? "", bodyBytes: 0 };
    line.seen.push(seen);
    request.on("data", (chunk: Buffer) => (seen.bodyBytes += chunk.length));
    request.on("error", () => {}); // the counter has gone: what a bad line is there for
    const behaviour = line.behave(seen);
    if (typeof behaviour === "object" && "status" in behaviour) {
      request.resume();
      response.writeHead(behaviour.status, behaviour.headers ?? {}).end(behaviour.body);
    } else forward({ provinceUrl, request, response, behaviour });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  line.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  line.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return line;
}

interface Exchange {
  provinceUrl: string;
  request: http.IncomingMessage;
  response: http.ServerResponse;
  behaviour: "pass" | "lose_answer" | { cutAfterBytes: number };
}

function forward({ provinceUrl, request, response, behaviour }: Exchange): void {
  const upstream = http.request(new URL(request.url ?? "/", provinceUrl), {
    method: request.method,
    headers: { ...request.headers, connection: "close" },
    agent: false,
  });
  upstream.on("error", () => response.destroy());
  upstream.on("response", (answer) => {
    if (behaviour === "lose_answer") {
      answer.resume().on("end", () => response.destroy());
      return;
    }
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  if (typeof behaviour !== "object") request.pipe(upstream);
  else cut({ request, upstream, response, afterBytes: behaviour.cutAfterBytes });
}

interface Cut {
  request: http.IncomingMessage;
  upstream: http.ClientRequest;
  response: http.ServerResponse;
  afterBytes: number;
}

function cut({ request, upstream, response, afterBytes }: Cut): void {
  let left = afterBytes;
  request.on("data", (chunk: Buffer) => {
    const part = chunk.subarray(0, left);
    left -= part.length;
    upstream.write(part, () => {
      if (left > 0) return;
      // A moment for the province to take in what has come.
      setTimeout(() => upstream.destroy(), 50);
      response.destroy();
    });
  });
}
