// What of an HTTP request says who is calling.
import type { FastifyRequest } from "fastify";
import type { CallContext } from "./router";

export function callerOf(request: FastifyRequest): CallContext {
  const { authorization, dpop } = request.headers;
  return {
    method: request.method,
    path: request.url.split("?", 1)[0] ?? "",
    authorization,
    dpop: typeof dpop === "string" ? dpop : undefined,
    address: request.ip,
  };
}
