// The HTTP face of the province: the contract by oRPC, uploads by tus, and the OpenAPI document of both.
import { OpenAPIGenerator } from "@orpc/openapi";
import { OpenAPIHandler } from "@orpc/openapi/fastify";
import { ORPCError } from "@orpc/server";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";
import type { Server as TusServer } from "@tus/server";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { provinceContract } from "../shared/wire";
import type { CallContext, createRouter } from "./router";
import { UPLOADS_PATH } from "./uploads";

const LARGEST_BODY_BYTES = 8 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 120_000;

export function createHttp(router: ReturnType<typeof createRouter>, tus: TusServer): FastifyInstance {
  const http = Fastify({
    bodyLimit: LARGEST_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
  });
  serveUploads(http, tus);
  http.get("/openapi.json", describeApi);
  serveContract(http, router);
  return http;
}

function serveUploads(http: FastifyInstance, tus: TusServer): void {
  // tus reads the stream itself.
  http.addContentTypeParser("application/offset+octet-stream", (_request, _payload, done) => done(null));
  async function toTus(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    reply.hijack();
    await tus.handle(request.raw, reply.raw);
  }
  http.all(UPLOADS_PATH, toTus);
  http.all(`${UPLOADS_PATH}/*`, toTus);
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
    const context = { authorization: request.headers.authorization };
    const { matched } = await handler.handle(request, reply, { context });
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

function describeApi() {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  return generator.generate(provinceContract, {
    info: {
      title: "Provincial gateway for one-stop counters",
      version: "1.0.0",
      description: `Files go up by the tus 1.0.0 protocol under ${UPLOADS_PATH}, with sha256 in Upload-Metadata.`,
    },
    components: { securitySchemes: { bearer: { type: "http", scheme: "bearer" } } },
    security: [{ bearer: [] }],
  });
}
