// The contract's handlers: one line per module, and one place where a failure becomes a code for the window.
import { mapEventIterator } from "@orpc/client";
import { ORPCError, os } from "@orpc/server";
import { DomainError, errorCodeOf } from "../../shared/errors";
import { catalogueRoutes } from "./catalogue";
import { documentsRoutes } from "./documents";
import { dossiersRoutes } from "./dossiers";
import { extractionRoutes } from "./extraction";
import type { Office } from "./office";
import { papersRoutes } from "./papers";
import { printingRoutes } from "./printing";
import { recognitionRoutes } from "./recognition";
import { scanningRoutes } from "./scanning";
import { syncRoutes } from "./sync";
import { systemRoutes } from "./system";

export function createRouter(office: Office) {
  return os.use(withCodes).router({
    catalogue: catalogueRoutes(office.catalogue),
    documents: documentsRoutes(office.documents),
    dossiers: dossiersRoutes(office.dossiers),
    extraction: extractionRoutes(office.extraction),
    papers: papersRoutes(office.papers),
    printing: printingRoutes(office.printing),
    recognition: recognitionRoutes(office.recognition),
    scanning: scanningRoutes(office.scanning),
    sync: syncRoutes(office.sync),
    system: systemRoutes(office),
  });
}

/** Expected failures cross the border as code and facts; anything else as INTERNAL, its details only in the log here. */
const withCodes = os.middleware(async ({ next }) => {
  try {
    const result = await next();
    return isStream(result.output) ? { ...result, output: withCodesLater(result.output) } : result;
  } catch (error) {
    throw asOrpcError(error);
  }
});

function isStream(output: unknown): output is AsyncIterator<unknown> {
  return typeof output === "object" && output !== null && Symbol.asyncIterator in output;
}

/** A stream fails long after its call has been answered. */
function withCodesLater(stream: AsyncIterator<unknown>): AsyncIterator<unknown> {
  return mapEventIterator(stream, { value: async (value) => value, error: async (error) => asOrpcError(error) });
}

function asOrpcError(error: unknown): Error {
  if (error instanceof ORPCError) return error;
  const code = errorCodeOf(error);
  if (code === "INTERNAL") console.error("core:", error instanceof Error ? error.stack : "unknown failure");
  return new ORPCError(code, { data: error instanceof DomainError ? error.facts : {}, status: 500 });
}
