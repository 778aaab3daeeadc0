// The province's contract as typed calls. Every answer is checked against it: without a valid answer nothing has happened.
import { createORPCClient, ORPCError } from "@orpc/client";
import type { ContractRouterClient } from "@orpc/contract";
import { ResponseValidationPlugin } from "@orpc/contract/plugins";
import type { JsonifiedClient } from "@orpc/openapi-client";
import { OpenAPILink } from "@orpc/openapi-client/fetch";
import { z } from "zod";
import { DomainError, type ErrorFacts } from "../../../shared/errors";
import { provinceContract } from "../../../shared/wire";
import { fetchJson, type Line } from "./transport/line";
import { refusedSignIn } from "./transport/refused-sign-in";

export type ProvinceClient = JsonifiedClient<ContractRouterClient<typeof provinceContract>>;

const Refusal = z.object({ reason: z.string() });

export function createProvinceClient(line: Line): ProvinceClient {
  const link = new OpenAPILink(provinceContract, {
    url: line.provinceUrl,
    fetch: (request) => fetchJson(line, request),
    plugins: [new ResponseValidationPlugin(provinceContract)],
  });
  return createORPCClient(link);
}

/**
 * Awaits a call and gives its failure a code of ours.
 * @throws DomainError PROVINCE_*: the line's own failures, PROVINCE_UNAUTHORISED, PROVINCE_SIGNATURE_REFUSED, PROVINCE_QUOTA,
 *   PROVINCE_REFUSED with the province's own reason, PROVINCE_PROTOCOL for what this contract does not know, PROVINCE_ANSWER_INVALID
 */
export async function answerOf<Answer>(call: Promise<Answer>): Promise<Answer> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw toDomainError(error);
  }
}

function toDomainError(error: unknown): DomainError {
  if (!(error instanceof ORPCError)) return new DomainError("PROVINCE_PROTOCOL", {}, { cause: error });
  const facts: ErrorFacts = { status: error.status };
  if (error.status === 401) return refusedSignIn(error.data, error);
  const refusal = Refusal.safeParse(error.data);
  const reason = refusal.data?.reason ?? error.message;
  // "defined" says that the error stands in the contract and fits it: a proxy's page cannot pretend to be one.
  if (error.defined && error.code === "QUOTA_EXCEEDED") return new DomainError("PROVINCE_QUOTA", { ...facts, reason });
  // The province was restored meanwhile: it is told again.
  if (error.code === "OPERATION_UNKNOWN") return new DomainError("PROVINCE_PROTOCOL", facts, { cause: error });
  if (error.defined) return new DomainError("PROVINCE_REFUSED", { ...facts, reason });
  if (error.status === 413) return new DomainError("PROVINCE_REFUSED", { ...facts, reason });
  return new DomainError("PROVINCE_PROTOCOL", facts, { cause: error });
}
