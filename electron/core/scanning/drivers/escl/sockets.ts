// Connections to one device: plain or TLS, opened within a time limit, and only to the certificate that is known.
import http from "node:http";
import net from "node:net";
import type { Duplex } from "node:stream";
import tls from "node:tls";
import { DomainError } from "../../../../../shared/errors";

export interface SocketRules {
  device: string;
  isSecure: boolean;
  connectMs: number;
  /** @param sha256 of the certificate of a new connection, hex */
  accepts(sha256: string): boolean;
}

/** Shorter than any device keeps an idle connection, so that a request is never lost on one that is being closed. */
const KEPT_IDLE_MS = 1_500;

/** Keeps connections between requests. */
export class DeviceAgent extends http.Agent {
  readonly #rules: SocketRules;

  constructor(rules: SocketRules) {
    super({ keepAlive: true, maxSockets: 2, timeout: KEPT_IDLE_MS });
    this.#rules = rules;
  }

  override createConnection(
    options: http.ClientRequestArgs,
    callback?: (error: Error | null, socket: Duplex) => void,
  ): undefined {
    const host = String(options.host);
    const socket = openSocket(this.#rules, { host, port: Number(options.port) }, (error) => callback?.(error, socket));
    return undefined;
  }
}

function openSocket(
  rules: SocketRules,
  address: { host: string; port: number },
  done: (error: Error | null) => void,
): net.Socket {
  const socket = rules.isSecure
    ? // Office devices sign their certificates themselves: it is known by its fingerprint, not by who vouches for it.
      tls.connect({
        ...address,
        rejectUnauthorized: false,
        ...(net.isIP(address.host) ? {} : { servername: address.host }),
      })
    : net.connect(address);
  const end = (error: Error | null) => {
    clearTimeout(timer);
    socket.off("error", end);
    if (error) socket.on("error", () => undefined).destroy();
    done(error);
  };
  const timer = setTimeout(
    () => end(new DomainError("SCANNER_UNREACHABLE", { device: rules.device, status: "connect timeout" })),
    rules.connectMs,
  );
  socket.once("error", end);
  socket.once(rules.isSecure ? "secureConnect" : "connect", () => end(certificateFault(rules, socket)));
  return socket;
}

// Before a byte is sent: to a stranger not even the question goes.
function certificateFault(rules: SocketRules, socket: net.Socket): DomainError | null {
  if (!(socket instanceof tls.TLSSocket)) return null;
  const sha256 = socket.getPeerCertificate().fingerprint256.replaceAll(":", "").toLowerCase();
  if (rules.accepts(sha256)) return null;
  return new DomainError("SCANNER_CERTIFICATE_CHANGED", { device: rules.device, status: null });
}
