// The catalogue in use: look a procedure up, search, and the working calendar for due dates.
import type { z } from "zod";
import type { CatalogueInfo, Procedure, ProcedureSummary } from "../../../shared/contract";
import { normaliseCode, type WorkCalendar } from "../../../shared/domain";
import { DomainError } from "../../../shared/errors";
import type { CataloguePackage } from "./package";
import { createSearchIndex, type ProcedureUsage } from "./search";

export interface Catalogue {
  info(): z.infer<typeof CatalogueInfo>;
  /** Best first; see ProcedureUsage for what moves a procedure up. */
  search(query: { text: string; limit: number }): ProcedureSummary[];
  find(code: string): Procedure | undefined;
  /** @throws DomainError PROCEDURE_UNKNOWN {code} */
  get(code: string): Procedure;
  readonly calendar: WorkCalendar;
}

export interface CatalogueOptions {
  usage?: () => ProcedureUsage;
}

export function createCatalogue(content: CataloguePackage, options: CatalogueOptions = {}): Catalogue {
  const procedures = new Map(content.procedures.map((procedure) => [procedure.code, procedure]));
  const index = createSearchIndex(content.procedures, content.aliases);
  // The legacy suffix names the province that published the procedure, not another procedure.
  const find = (code: string): Procedure | undefined => procedures.get(normaliseCode(code).slice(0, 8));
  return {
    calendar: content.calendar,
    info: () => ({
      version: content.version,
      procedureCount: procedures.size,
      calendarYears: content.calendar.years.map((entry) => entry.year),
    }),
    search: ({ text, limit }) => index.search(text, limit, options.usage?.() ?? new Map()),
    find,
    get(code) {
      const procedure = find(code);
      if (!procedure) throw new DomainError("PROCEDURE_UNKNOWN", { code });
      return procedure;
    },
  };
}
