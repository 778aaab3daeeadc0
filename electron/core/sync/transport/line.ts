// HTTP as the counter dares to use it: signed in, with a time limit, and with every failure under a code of ours.
import { gzipSync } from "node:zlib";
import { DomainError } from "../../../../shared/errors";
import { classifyAnswer, classifyNetwork } from "./classify";
import type { Exchange, HttpAnswer, HttpRequest } from "./http";
import { readRefusal, refusedSignIn } from "./refused-sign-in";

/** What signs requests in; absent at enrolment and while a token is fetched. */
export interface RequestIdentity {
  /** Headers that every request carries. @throws DomainError PROVINCE_*, DEVICE_KEY_UNAVAILABLE */
  headersFor(request: { method: string; url: string }): Promise<Record<string, string>>;
  /** The province no longer takes the token: the next request asks for a new one. */
  forgetToken(): void;
}

export interface Line {
  /** Without a slash at the end. */
  provinceUrl: string;
  exchange: Exchange;
  identity: RequestIdentity | null;
  /** For one request with its answer. */
  timeoutMs: number;
  /** Ends everything: pause or shutdown. */
  signal: AbortSignal;
}

const LARGEST_ANSWER_BYTES = 16 * 1024 * 1024;
/** Shorter ones do not get smaller. */
const GZIP_FROM_BYTES = 600;

/**
 * @returns 2xx, or a 4xx that the caller knows how to read
 * @throws DomainError PROVINCE_* by the table of classify.ts, CANCELLED when the line was ended
 */
export async function sendOver(line: Line, request: HttpRequest): Promise<HttpAnswer> {
  const answer = await withinTime(line, (signal) => sendSignedIn(line, request, signal));
  const failure = classifyAnswer(answer);
  if (failure) throw failure;
  return answer;
}

/**
 * The same for JSON and oRPC: an HTML page, an empty answer or a cut one is no answer of the province.
 * @throws DomainError PROVINCE_ANSWER_INVALID, PROVINCE_PROTOCOL too
 */
export async function fetchJson(line: Line, request: Request): Promise<Response> {
  const answer = await sendOver(line, await toHttpRequest(request));
  const { status, headers } = answer;
  const text = answer.body.toString("utf8");
  if (headers["content-type"]?.startsWith("application/json") !== true || !isJsonText(text))
    throw new DomainError(status === 200 ? "PROVINCE_ANSWER_INVALID" : "PROVINCE_PROTOCOL", { status });
  return new Response(text, { status, headers: { "content-type": "application/json" } });
}

async function toHttpRequest(request: Request): Promise<HttpRequest> {
  const headers = Object.fromEntries(request.headers);
  const body = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
  const { method, url } = request;
  if (!body) return { method, url, headers };
  if (body.byteLength < GZIP_FROM_BYTES) return { method, url, headers, body };
  return { method, url, headers: { ...headers, "content-encoding": "gzip" }, body: gzipSync(body) };
}

/** A token may have run out on the way: asked for once more with a new one. */
async function sendSignedIn(line: Line, request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  const { identity } = line;
  const send = async () => {
    const own = identity ? await identity.headersFor(request) : {};
    return line.exchange(
      { ...request, headers: { ...request.headers, ...own } },
      { signal, mostBytes: LARGEST_ANSWER_BYTES },
    );
  };
  const answer = await send();
  if (answer.status !== 401 || !identity) return answer;
  identity.forgetToken();
  const again = await send();
  if (again.status === 401) throw refusedSignIn(readRefusal(again.body));
  return again;
}

async function withinTime<Result>(line: Line, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  // Not AbortSignal.any(): Node 20 may collect the combined signal before it fires.
  const controller = new AbortController();
  const end = () => controller.abort();
  const timer = setTimeout(end, line.timeoutMs);
  line.signal.addEventListener("abort", end);
  if (line.signal.aborted) end();
  try {
    return await work(controller.signal);
  } catch (error) {
    if (line.signal.aborted) throw new DomainError("CANCELLED", {}, { cause: error });
    if (error instanceof DomainError) throw error;
    if (controller.signal.aborted) throw new DomainError("PROVINCE_TIMEOUT", { cause: "TIMEOUT" }, { cause: error });
    throw classifyNetwork(error);
  } finally {
    clearTimeout(timer);
    line.signal.removeEventListener("abort", end);
  }
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // the caller names it
  }
}
