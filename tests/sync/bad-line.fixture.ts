// A line between counter and province that misbehaves as it is told: request by request.
import http from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";

const DRIP_MS = 200;

export interface Seen {
  method: string;
  path: string;
  bodyBytes: number;
}

/**
 * pass · lose the answer after the province has done its work · bring the request twice · lose the request for the counter,
 * and bring it so many milliseconds later all the same · answer with a space now and then, without end · cut the request after
 * so many bytes of its body · answer in the province's place
 */
export type Behaviour =
  | "pass"
  | "lose_answer"
  | "twice"
  | "drip"
  | { lateMs: number }
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
    } else if (typeof behaviour === "object" && "lateMs" in behaviour)
      void deliverLate({ provinceUrl, request, response, afterMs: behaviour.lateMs });
    else if (behaviour === "drip") drip(request, response);
    else if (behaviour === "twice") void deliverTwice({ provinceUrl, request, response });
    else forward({ provinceUrl, request, response, behaviour });
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

function drip(request: http.IncomingMessage, response: http.ServerResponse): void {
  request.resume();
  response.writeHead(200, { "content-type": "application/json" });
  const timer = setInterval(() => response.write(" "), DRIP_MS);
  response.on("close", () => clearInterval(timer));
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

type Held = Pick<Exchange, "provinceUrl" | "request" | "response">;

async function deliverLate({ provinceUrl, request, response, afterMs }: Held & { afterMs: number }): Promise<void> {
  const body = await buffer(request).catch(() => null); // the counter has gone
  response.destroy();
  if (body === null) return;
  await pause(afterMs);
  await deliver({ provinceUrl, request, body });
}

/** The counter hears the answer of the second, which may say that the first was there already. */
async function deliverTwice({ provinceUrl, request, response }: Held): Promise<void> {
  const body = await buffer(request).catch(() => null); // the counter has gone
  if (body === null) return;
  const [first, second] = await Promise.all([1, 2].map(() => deliver({ provinceUrl, request, body })));
  const answer = [first, second].find((each) => each !== undefined && each.status < 400) ?? first;
  if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
  else response.destroy();
}

interface Delivered {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

/** undefined: the province has closed or is out of reach. */
function deliver({ provinceUrl, request, body }: Omit<Held, "response"> & { body: Buffer }) {
  return new Promise<Delivered | undefined>((resolve) => {
    const upstream = http.request(new URL(request.url ?? "/", provinceUrl), {
      method: request.method,
      headers: { ...request.headers, connection: "close" },
      agent: false,
    });
    upstream.on("error", () => resolve(undefined));
    upstream.on("response", (answer) => {
      buffer(answer).then(
        (content) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: content }),
        () => resolve(undefined),
      );
    });
    upstream.end(body);
  });
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
