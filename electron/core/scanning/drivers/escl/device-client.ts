// Asks one device over HTTP, with a limit on every wait and on every answer.
import http from "node:http";
import { DomainError } from "../../../../../shared/errors";
import { invalidAnswer, networkFault } from "./errors";
import { DeviceAgent } from "./sockets";

export interface Question {
  method: "GET" | "POST" | "DELETE";
  /** Path on the device, for instance "/eSCL/ScannerStatus". */
  path: string;
  body?: string;
  limits: AnswerLimits;
  signal?: AbortSignal;
  /** Fraction of the answer that has arrived, null when its length is not told. */
  onProgress?: (fraction: number | null) => void;
}

export interface AnswerLimits {
  bytes: number;
  firstByteMs: number;
  idleMs: number;
  totalMs: number;
}

export interface Answer {
  status: number;
  location: string | undefined;
  contentType: string;
  bytes: Buffer;
}

export interface ClientParts {
  device: string;
  origin: URL;
  connectMs: number;
  /** SHA-256 of the only certificate that is accepted, hex; null: that of the first connection. */
  pinned: string | null;
  log(line: string): void;
}

interface Exchange {
  question: Question;
  request: http.ClientRequest;
  fail(error: unknown): void;
  succeed(answer: Answer): void;
  /** Restarts the watch for silence. */
  expectBytes(withinMs: number): void;
}

export class DeviceClient {
  readonly #parts: ClientParts;
  readonly #agent: DeviceAgent;
  /** Of the device it talks to, hex; null before the first connection and without TLS. */
  certificateSha256: string | null = null;

  constructor(parts: ClientParts) {
    this.#parts = parts;
    const { device, origin, connectMs } = parts;
    this.#agent = new DeviceAgent({
      device,
      isSecure: origin.protocol === "https:",
      connectMs,
      accepts: (sha256) => {
        this.certificateSha256 ??= sha256;
        return sha256 === (parts.pinned ?? this.certificateSha256);
      },
    });
  }

  /** @throws DomainError SCANNER_UNREACHABLE, SCANNER_DISCONNECTED, SCANNER_ANSWER_INVALID, SCANNER_CERTIFICATE_CHANGED, CANCELLED */
  async ask(question: Question): Promise<Answer> {
    const startedAt = performance.now();
    const note = (outcome: string) => {
      const ms = Math.round(performance.now() - startedAt);
      this.#parts.log(`${question.method} ${question.path} ${outcome} ${ms} ms`);
    };
    try {
      const answer = await this.#exchange(question, { mayRepeat: !question.path.endsWith("/NextDocument") });
      note(`${answer.status} ${answer.bytes.length} B`);
      return answer;
    } catch (error) {
      const fault = networkFault(this.#parts.device, error);
      note(`${fault.code} ${fault.facts["status"] ?? ""}`.trim());
      throw fault;
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  async #exchange(question: Question, { mayRepeat }: { mayRepeat: boolean }): Promise<Answer> {
    let isReused = false;
    try {
      return await new Promise<Answer>((resolve, reject) => {
        const request = this.#open(question);
        const exchange = this.#watch({ question, request, resolve, reject });
        request.once("response", (response) => receive(exchange, response, this.#parts.device));
        request.on("error", (error) => {
          isReused = request.reusedSocket;
          exchange.fail(error);
        });
        request.end(question.body);
      });
    } catch (error) {
      // The device closed an idle connection at this very moment. A page is never asked for twice: it might be lost.
      if (isReused && mayRepeat && question.method !== "POST" && isReset(error))
        return this.#exchange(question, { mayRepeat: false });
      throw error;
    }
  }

  #open({ method, path, body }: Question): http.ClientRequest {
    const { hostname, port, protocol } = this.#parts.origin;
    const headers = body ? { "content-type": "text/xml", "content-length": Buffer.byteLength(body) } : {};
    return http.request({
      agent: this.#agent,
      // An IPv6 address stands in brackets in a URL only.
      host: hostname.replace(/^\[|\]$/g, ""),
      port: Number(port) || (protocol === "https:" ? 443 : 80),
      method,
      path,
      headers,
    });
  }

  #watch(parts: Pick<Exchange, "question" | "request"> & Settle): Exchange {
    const { question, request, resolve, reject } = parts;
    const { limits, signal } = question;
    const { device, connectMs } = this.#parts;
    let silence: NodeJS.Timeout | undefined;
    const finish = () => {
      clearTimeout(silence);
      clearTimeout(total);
      signal?.removeEventListener("abort", cancel);
    };
    const fail = (error: unknown) => {
      finish();
      reject(error);
      request.destroy();
    };
    const late = (status: string) => fail(new DomainError("SCANNER_DISCONNECTED", { device, status }));
    const expectBytes = (withinMs: number) => {
      clearTimeout(silence);
      silence = setTimeout(() => late("silent"), withinMs);
    };
    const cancel = () => fail(new DomainError("CANCELLED"));
    const total = setTimeout(() => late("too slow"), limits.totalMs + connectMs);
    expectBytes(limits.firstByteMs + connectMs);
    signal?.addEventListener("abort", cancel);
    if (signal?.aborted) cancel();
    const succeed = (answer: Answer) => {
      finish();
      resolve(answer);
    };
    return { question, request, fail, succeed, expectBytes };
  }
}

interface Settle {
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

function receive(exchange: Exchange, response: http.IncomingMessage, device: string): void {
  const { limits, onProgress } = exchange.question;
  const announced = Number(response.headers["content-length"] ?? NaN);
  const chunks: Buffer[] = [];
  let received = 0;
  if (announced > limits.bytes) return exchange.fail(invalidAnswer(device, "too large"));
  exchange.expectBytes(limits.idleMs);
  response.on("data", (chunk: Buffer) => {
    received += chunk.length;
    if (received > limits.bytes) return exchange.fail(invalidAnswer(device, "too large"));
    chunks.push(chunk);
    exchange.expectBytes(limits.idleMs);
    if (response.statusCode === 200) onProgress?.(announced > 0 ? received / announced : null);
  });
  response.on("error", (error) => exchange.fail(error));
  response.once("end", () =>
    exchange.succeed({
      status: response.statusCode ?? 0,
      location: response.headers.location,
      contentType: response.headers["content-type"] ?? "",
      bytes: Buffer.concat(chunks),
    }),
  );
}

function isReset(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE");
}
