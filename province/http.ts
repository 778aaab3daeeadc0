// The HTTP face of the province: the contract by oRPC, uploads by tus, and the OpenAPI document of both.
import { OpenAPIGenerator } from "@orpc/openapi";
import { OpenAPIHandler } from "@orpc/openapi/fastify";
import { ORPCError } from "@orpc/server";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { provinceContract } from "../shared/wire";
import { callerOf } from "./caller";
import { serveFileContent, type FileContentDeps } from "./file-content";
import { serveCompressed } from "./http-bodies";
import type { CallContext, createRouter } from "./router";
import { servePages } from "./pages";
import { readTls, type TlsFiles } from "./tls";
import { UPLOADS_PATH, type Uploads } from "./uploads";
import { limitRequests, REQUESTS_PER_MINUTE } from "./rate-limits";
import { serveWatch, type WatchDeps } from "./watch";

const LARGEST_BODY_BYTES = 8 * 1024 * 1024;
/** A chunk of 16 MB on the thinnest line that is of use; contract bodies have less. */
const LONGEST_REQUEST_MS = 15 * 60_000;
const LONGEST_HEAD_MS = 20_000;
const LONGEST_SILENCE_MS = 60_000;
const MOST_CONNECTIONS = 2000;

export interface HttpDeps {
  router: ReturnType<typeof createRouter>;
  uploads: Uploads;
  fileContent: FileContentDeps;
  tls: TlsFiles | undefined;
  watch: WatchDeps;
  /** Of one address; default: REQUESTS_PER_MINUTE. */
  requestsPerMinute?: number | undefined;
  /** Addresses of load balancers, as Fastify takes them: only theirs is the word that says who is behind. */
  trustProxy?: string | undefined;
}

export function createHttp({ router, uploads, fileContent, watch, ...deps }: HttpDeps): FastifyInstance {
  const http = createServer(deps);
  http.setErrorHandler(answerAsContract);
  limitRequests(http, deps.requestsPerMinute ?? REQUESTS_PER_MINUTE);
  serveWatch(http, watch);
  servePages(http);
  serveCompressed(http, (path) => path.startsWith(UPLOADS_PATH));
  tellWhenToRetry(http);
  serveUploads(http, uploads);
  serveFileContent(http, fileContent);
  http.get("/openapi.json", describeApi);
  serveContract(http, router);
  return http;
}

/** Whoever says nothing, drips, or opens connections without end costs the others nothing. */
function createServer({ tls, trustProxy }: Pick<HttpDeps, "tls" | "trustProxy">): FastifyInstance {
  const options = {
    ...(trustProxy !== undefined && { trustProxy }),
    bodyLimit: LARGEST_BODY_BYTES,
    requestTimeout: LONGEST_REQUEST_MS,
    connectionTimeout: LONGEST_SILENCE_MS,
    keepAliveTimeout: LONGEST_SILENCE_MS,
    forceCloseConnections: "idle" as const,
  };
  // Both kinds of server answer alike; only their types differ.
  const http = tls ? (Fastify({ ...options, https: readTls(tls) }) as unknown as FastifyInstance) : Fastify(options);
  http.server.headersTimeout = LONGEST_HEAD_MS;
  http.server.maxConnections = MOST_CONNECTIONS;
  return http;
}

function serveUploads(http: FastifyInstance, uploads: Uploads): void {
  // tus reads the stream itself.
  http.addContentTypeParser("application/offset+octet-stream", (_request, _payload, done) => done(null));
  async function toTus(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    reply.hijack();
    await uploads.handle(request.raw, reply.raw);
  }
  http.all(UPLOADS_PATH, toTus);
  http.all(`${UPLOADS_PATH}/*`, toTus);
}

/** A third of the window of failed attempts (identity/attempts.ts). */
const GUESSING_RETRY_SECONDS = "300";

function tellWhenToRetry(http: FastifyInstance): void {
  http.addHook("onSend", async (_request, reply) => {
    if (reply.statusCode === 429 && !reply.hasHeader("retry-after"))
      reply.header("retry-after", GUESSING_RETRY_SECONDS);
  });
}

function serveContract(http: FastifyInstance, router: ReturnType<typeof createRouter>): void {
  const handler = new OpenAPIHandler<CallContext>(router, {
    clientInterceptors: [
      async ({ next, path }) => {
        try {
          return await next();
        } catch (error) {
          throw toAnswer(error, path);
        }
      },
    ],
  });
  http.all("/*", async (request, reply) => {
    const { matched } = await handler.handle(request, reply, { context: callerOf(request) });
    if (!matched) await reply.status(404).send({ error: "no such route" });
  });
}

/** Words for a request that is not of the contract; anything unexpected is noted by name only and answered with 500. */
function toAnswer(error: unknown, path: readonly string[]): unknown {
  if (!(error instanceof ORPCError)) {
    console.error(`${path.join(".")} failed: ${error instanceof Error ? error.name : "unknown"}`);
    return error;
  }
  if (error.code !== "BAD_REQUEST") return error;
  return new ORPCError("BAD_REQUEST", { message: "Yêu cầu không đúng định dạng của cổng tỉnh.", cause: error });
}

/** Routes beside the contract refuse in its form, too. */
function answerAsContract(error: unknown, _request: FastifyRequest, reply: FastifyReply): unknown {
  if (!(error instanceof ORPCError)) throw error;
  return reply.status(error.status).send(error.toJSON());
}

let described: ReturnType<typeof generateApi> | undefined;

/** Made once: it is the same for all, and anybody may ask. */
function describeApi() {
  return (described ??= generateApi());
}

function generateApi() {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  return generator.generate(provinceContract, {
    info: {
      title: "Provincial gateway for one-stop counters",
      version: "1.0.0",
      description: `Files go up by the tus 1.0.0 protocol under ${UPLOADS_PATH}, with sha256 in Upload-Metadata.`,
    },
    components: {
      securitySchemes: { dpop: { type: "http", scheme: "DPoP" }, bearer: { type: "http", scheme: "bearer" } },
    },
    security: [{ dpop: [] }, { bearer: [] }],
  });
}
