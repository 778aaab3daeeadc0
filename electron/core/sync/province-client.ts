// The province's contract as typed calls. Every answer is checked against it: without a valid answer nothing has happened.
import { createORPCClient, ORPCError } from "@orpc/client";
import type { ContractRouterClient } from "@orpc/contract";
import { ResponseValidationPlugin } from "@orpc/contract/plugins";
import type { JsonifiedClient } from "@orpc/openapi-client";
import { OpenAPILink } from "@orpc/openapi-client/fetch";
import { z } from "zod";
import { DomainError, type ErrorFacts } from "../../../shared/errors";
import { provinceContract } from "../../../shared/wire";
import { fetchJson, type Line } from "./guarded-fetch";

export type ProvinceClient = JsonifiedClient<ContractRouterClient<typeof provinceContract>>;

const Refusal = z.object({ reason: z.string() });

/** @param token null for the registration itself */
export function createProvinceClient(line: Line, provinceUrl: string, token: string | null): ProvinceClient {
  const link = new OpenAPILink(provinceContract, {
    url: provinceUrl,
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
    fetch: (request) => fetchJson(line, request),
    plugins: [new ResponseValidationPlugin(provinceContract)],
  });
  return createORPCClient(link);
}

/**
 * Awaits a call and gives its failure a code of ours.
 * @throws DomainError PROVINCE_UNREACHABLE, PROVINCE_FAILED, PROVINCE_ANSWER_INVALID, PROVINCE_UNAUTHORISED,
 *   PROVINCE_REFUSED with the province's own reason
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
  if (!(error instanceof ORPCError)) return new DomainError("PROVINCE_ANSWER_INVALID", {}, { cause: error });
  const facts: ErrorFacts = { status: error.status };
  // "defined" says that the error stands in the contract and fits it: a proxy's page cannot pretend to be one.
  if (error.defined && error.status === 401) return new DomainError("PROVINCE_UNAUTHORISED", facts, { cause: error });
  const refusal = Refusal.safeParse(error.data);
  if (error.defined)
    return new DomainError("PROVINCE_REFUSED", { ...facts, reason: refusal.data?.reason ?? error.message });
  if (error.code === "BAD_REQUEST" && error.data === undefined)
    return new DomainError("PROVINCE_REFUSED", { ...facts, reason: error.message });
  return new DomainError("PROVINCE_ANSWER_INVALID", facts, { cause: error });
}
