// HTTP over kept-alive connections, through the proxy that is set, and only to a server whose certificate holds.
import fs from "node:fs";
import tls from "node:tls";
import { gunzipSync } from "node:zlib";
import { Agent, ProxyAgent, request, type Dispatcher } from "undici";
import type { LineSettings } from "../../../../shared/contract";
import { ClockError, findClockOffset } from "./clock-evidence";
import { AnswerTooLarge, type Exchange, type HttpAnswer } from "./http";
import { proxyFor } from "./proxy";

export interface ExchangeOptions {
  /** Certificates (PEM) of the only authority that counts; null: those of the system. */
  caPem: string | null;
  proxy(): LineSettings["proxy"];
  /** The operating system's word, as a PAC result. */
  resolveProxy(url: string): Promise<string>;
}

/** The proxy itself failed, not the server behind it. */
export class ProxyError extends Error {}

const CONNECT_MS = 15_000;
/** Idle connections are kept as long; the next run finds them. */
const KEEP_ALIVE_MS = 60_000;
const MOST_CONNECTIONS = 8;

export function createExchange(options: ExchangeOptions): { exchange: Exchange; close(): void } {
  const agents = new Map<string, Dispatcher>();
  const secureContext = createSecureContext(options.caPem);

  function agentFor(proxy: string | null): Dispatcher {
    const known = agents.get(proxy ?? "");
    if (known) return known;
    const connect = { secureContext, timeout: CONNECT_MS, rejectUnauthorized: true };
    // Times are watched by the line: it knows how long a piece may take.
    const limits = {
      connections: MOST_CONNECTIONS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    const agent =
      proxy === null
        ? new Agent({ ...limits, connect })
        : new ProxyAgent({ ...limits, uri: proxy, requestTls: connect, proxyTls: { timeout: CONNECT_MS } });
    agents.set(proxy ?? "", agent);
    return agent;
  }

  return {
    async exchange(wanted, { signal, mostBytes }) {
      const proxy = await proxyFor(wanted.url, options);
      signal.throwIfAborted();
      try {
        const answer = await request(wanted.url, {
          dispatcher: agentFor(proxy),
          method: wanted.method as Dispatcher.HttpMethod,
          headers: { "accept-encoding": "gzip", ...wanted.headers },
          body: wanted.body ?? null,
          signal,
        });
        return await readWhole(answer, mostBytes);
      } catch (error) {
        if (proxy !== null && isOfProxy(error)) throw new ProxyError("the proxy failed", { cause: error });
        const offset = await findClockOffset({ url: wanted.url, proxy }, error);
        throw offset === null ? error : new ClockError(offset, error);
      }
    },
    close: () => agents.forEach((agent) => void agent.destroy()),
  };
}

async function readWhole(answer: Dispatcher.ResponseData, mostBytes: number): Promise<HttpAnswer> {
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  for await (const piece of answer.body as AsyncIterable<Buffer>) {
    sizeBytes += piece.byteLength;
    if (sizeBytes > mostBytes) throw new AnswerTooLarge();
    pieces.push(piece);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  return { status: answer.statusCode, headers, body: unpack(Buffer.concat(pieces), headers, mostBytes) };
}

function unpack(body: Buffer, headers: Record<string, string>, mostBytes: number): Buffer {
  if (headers["content-encoding"] !== "gzip" || body.byteLength === 0) return body;
  return gunzipSync(body, { maxOutputLength: mostBytes });
}

/** A connection that cannot be made, or a CONNECT that the proxy refuses; a cut in the middle may be anybody's. */
function isOfProxy(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  const isConnect = "syscall" in error && (error.syscall === "connect" || error.syscall === "getaddrinfo");
  return isConnect || code === "UND_ERR_CONNECT_TIMEOUT" || /tunnel/i.test(error.message);
}

/** Where administrators put the authorities of their network on Linux; elsewhere Node's own list, or a pinned authority. */
const SYSTEM_BUNDLE = "/etc/ssl/certs/ca-certificates.crt";

function createSecureContext(caPem: string | null): tls.SecureContext {
  if (caPem !== null) return tls.createSecureContext({ ca: caPem, minVersion: "TLSv1.2" });
  if (!fs.existsSync(SYSTEM_BUNDLE)) return tls.createSecureContext({ minVersion: "TLSv1.2" });
  const ca = [...tls.rootCertificates, fs.readFileSync(SYSTEM_BUNDLE, "utf8")];
  return tls.createSecureContext({ ca, minVersion: "TLSv1.2" });
}
