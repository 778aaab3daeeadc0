// HTTP as the counter dares to use it: with a time limit, without following redirects (a captive portal redirects), and with
// every failure under a code of ours.
import { DomainError } from "../../../shared/errors";

export type Fetch = (request: Request) => Promise<Response>;

export interface Line {
  fetch: Fetch;
  /** For one request with its answer. */
  timeoutMs: number;
  /** Ends everything: pause or shutdown. */
  signal: AbortSignal;
}

const LARGEST_ANSWER_BYTES = 4 * 1024 * 1024;

/**
 * @throws DomainError PROVINCE_UNREACHABLE for connection and time, PROVINCE_ANSWER_INVALID for redirects,
 *   PROVINCE_FAILED for 5xx and 429, CANCELLED when the line was ended
 */
export function guardedFetch(line: Line, request: Request): Promise<Response> {
  return translateNetwork(line, (signal) => send(line, request, signal));
}

/**
 * The same for JSON, with its body within the time: an HTML page, an empty answer or a cut one is no answer of the province.
 * @throws DomainError PROVINCE_ANSWER_INVALID too
 */
export async function fetchJson(line: Line, request: Request): Promise<Response> {
  const { response, text } = await translateNetwork(line, async (signal) => {
    const answer = await send(line, request, signal);
    return { response: answer, text: await readText(answer) };
  });
  const { status, headers } = response;
  const isJson = headers.get("content-type")?.startsWith("application/json") === true && isJsonText(text);
  if (!isJson) throw new DomainError("PROVINCE_ANSWER_INVALID", { status });
  return new Response(text, { status, headers: { "content-type": "application/json" } });
}

async function send(line: Line, request: Request, signal: AbortSignal): Promise<Response> {
  const response = await line.fetch(new Request(request, { redirect: "manual", signal }));
  const { status } = response;
  if (status >= 300 && (status < 400 || status >= 500 || status === 429)) {
    await response.body?.cancel();
    if (status < 400) throw new DomainError("PROVINCE_ANSWER_INVALID", { status });
    throw new DomainError("PROVINCE_FAILED", { status, ...retryAfter(response) });
  }
  return response;
}

async function translateNetwork<Result>(line: Line, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  // Not AbortSignal.any(): Node 20 may collect the combined signal before it fires.
  const controller = new AbortController();
  const end = () => controller.abort();
  const timer = setTimeout(end, line.timeoutMs);
  line.signal.addEventListener("abort", end);
  if (line.signal.aborted) end();
  try {
    return await work(controller.signal);
  } catch (error) {
    if (error instanceof DomainError) throw error;
    if (line.signal.aborted) throw new DomainError("CANCELLED", {}, { cause: error });
    const cause = controller.signal.aborted ? "TIMEOUT" : networkCause(error);
    throw new DomainError("PROVINCE_UNREACHABLE", { cause }, { cause: error });
  } finally {
    clearTimeout(timer);
    line.signal.removeEventListener("abort", end);
  }
}

/** The system's code (ECONNREFUSED, CERT_HAS_EXPIRED, …): tells an administrator what to look at. */
function networkCause(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const cause = error.cause;
  return cause instanceof Error && "code" in cause ? String(cause.code) : error.name;
}

function retryAfter(response: Response): { retryAfterSeconds?: number } {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? { retryAfterSeconds: seconds } : {};
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of response.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > LARGEST_ANSWER_BYTES) throw new DomainError("PROVINCE_ANSWER_INVALID", { status: response.status });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // the caller names it
  }
}
