// A certificate that is "expired" or "not yet valid" may be good, and this PC's clock wrong: the server's own time tells.
// Nothing but an empty HEAD goes to a server that is not trusted, and nothing is believed but whose clock is off.
import http from "node:http";
import https from "node:https";
import type { Duplex } from "node:stream";
import tls from "node:tls";

/** This PC's clock is wrong, by so many seconds as the server says. */
export class ClockError extends Error {
  constructor(
    readonly offsetSeconds: number,
    cause: unknown,
  ) {
    super("the clock is wrong", { cause });
  }
}

interface Place {
  url: string;
  /** What the failed request went through: a tunnel, in which the proxy can neither keep nor change an answer. */
  proxy: string | null;
}

const TIME_CODES = ["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID"];
const LONGEST_MS = 5000;
const LONGEST_HEAD_BYTES = 16 * 1024;
/** Less does not make a certificate invalid that a commune would meet. */
const LEAST_OFFSET_SECONDS = 600;

/** @returns seconds that this PC's clock is ahead of the server's, when that explains the failure; null: it does not */
export async function findClockOffset({ url, proxy }: Place, error: unknown): Promise<number | null> {
  if (!(error instanceof Error && "code" in error && TIME_CODES.includes(String(error.code)))) return null;
  const server = new URL(url);
  const tunnel = proxy === null ? null : await openTunnel(server, new URL(proxy));
  if (proxy !== null && tunnel === null) return null;
  const seen = await lookAt(server, tunnel);
  if (!seen || seen.date < seen.validFrom || seen.date > seen.validTo) return null;
  const offset = Math.round((Date.now() - seen.date) / 1000);
  return Math.abs(offset) < LEAST_OFFSET_SECONDS ? null : offset;
}

interface Seen {
  date: number;
  validFrom: number;
  validTo: number;
}

const portOf = ({ port }: URL) => Number(port || 443);
/** An IPv6 address as sockets take it. */
const withoutBrackets = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, "");

/** @returns null when the proxy opens none: then there is no evidence, and the certificate's own failure stands */
function openTunnel(server: URL, proxy: URL): Promise<Duplex | null> {
  return new Promise((resolve) => {
    const { username, password } = proxy;
    const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`, "utf8");
    const headers = username === "" ? {} : { "proxy-authorization": `Basic ${login.toString("base64")}` };
    const path = `${server.hostname}:${portOf(server)}`;
    const request = (proxy.protocol === "https:" ? https : http).request({
      ...{ host: withoutBrackets(proxy), port: proxy.port, method: "CONNECT", path, timeout: LONGEST_MS, agent: false },
      headers: { host: path, ...headers },
    });
    request.once("connect", (answer, socket) => {
      if (answer.statusCode === 200) return resolve(socket);
      socket.destroy();
      resolve(null);
    });
    request.once("response", (answer) => answer.destroy());
    request.once("timeout", () => request.destroy());
    request.once("error", () => resolve(null));
    request.once("close", () => resolve(null)); // after a "connect" it changes nothing
    request.end();
  });
}

function lookAt(server: URL, tunnel: Duplex | null): Promise<Seen | null> {
  return new Promise((resolve) => {
    const { hostname } = server;
    const host = withoutBrackets(server);
    const servername = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
    const way = tunnel === null ? { host, port: portOf(server) } : { socket: tunnel };
    const socket = tls.connect({ ...way, rejectUnauthorized: false, ...servername });
    let head = "";
    const end = () => {
      resolve(readHead(head, socket.getPeerCertificate()));
      socket.destroy();
    };
    socket.setTimeout(LONGEST_MS, end);
    socket.once("secureConnect", () =>
      socket.write(`HEAD / HTTP/1.1\r\nhost: ${hostname}\r\nconnection: close\r\n\r\n`),
    );
    socket.on("data", (piece: Buffer) => {
      head += piece.toString("latin1");
      if (head.includes("\r\n\r\n") || head.length > LONGEST_HEAD_BYTES) end();
    });
    socket.once("error", () => resolve(null)); // then there is no evidence, and the certificate's own failure stands
    socket.once("close", () => resolve(null));
  });
}

function readHead(head: string, certificate: { valid_from?: string; valid_to?: string }): Seen | null {
  const date = Date.parse(/^date:\s*(.+)$/im.exec(head)?.[1] ?? "");
  const validFrom = Date.parse(certificate.valid_from ?? "");
  const validTo = Date.parse(certificate.valid_to ?? "");
  return Number.isNaN(date + validFrom + validTo) ? null : { date, validFrom, validTo };
}
