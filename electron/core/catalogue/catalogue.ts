// The catalogue in use: look a procedure up, search, and the working calendar for due dates.
import type { z } from "zod";
import type { CatalogueInfo, Procedure, ProcedureSummary } from "../../../shared/contract";
import { normaliseCode, type WorkCalendar } from "../../../shared/domain";
import { DomainError } from "../../../shared/errors";
import { readPackage, type CataloguePackage } from "./package";
import { createSearchIndex, type ProcedureUsage } from "./search";

export interface Catalogue {
  info(): z.infer<typeof CatalogueInfo>;
  /** Best first; see ProcedureUsage for what moves a procedure up. */
  search(query: { text: string; limit: number }): ProcedureSummary[];
  find(code: string): Procedure | undefined;
  /** @throws DomainError PROCEDURE_UNKNOWN {code} */
  get(code: string): Procedure;
  readonly calendar: WorkCalendar;
  /** From now on; what was chosen before keeps its procedure. @throws DomainError CATALOGUE_DAMAGED, the one before stays */
  replace(packageFile: Uint8Array): void;
}

export interface CatalogueOptions {
  usage?: () => ProcedureUsage;
}

export function createCatalogue(shipped: CataloguePackage, options: CatalogueOptions = {}): Catalogue {
  let inForce = prepare(shipped);
  // The legacy suffix names the province that published the procedure, not another procedure.
  const find = (code: string): Procedure | undefined => inForce.procedures.get(normaliseCode(code).slice(0, 8));
  return {
    get calendar() {
      return inForce.content.calendar;
    },
    info: () => ({
      version: inForce.content.version,
      procedureCount: inForce.procedures.size,
      calendarYears: inForce.content.calendar.years.map((entry) => entry.year),
    }),
    search: ({ text, limit }) => inForce.index.search(text, limit, options.usage?.() ?? new Map()),
    find,
    get(code) {
      const procedure = find(code);
      if (!procedure) throw new DomainError("PROCEDURE_UNKNOWN", { code });
      return procedure;
    },
    replace(packageFile) {
      inForce = prepare(readPackage(packageFile));
    },
  };
}

function prepare(content: CataloguePackage) {
  const procedures = new Map(content.procedures.map((procedure) => [procedure.code, procedure]));
  return { content, procedures, index: createSearchIndex(content.procedures, content.aliases) };
}
