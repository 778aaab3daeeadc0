// Procedures (TTHC), their components, deadlines and fees.
import { oc } from "@orpc/contract";
import { z } from "zod";
import { Channel } from "./values";

/** How long the authority may take. `same_day`: within the day; `calendar_day`: every day counts (domain §1.5). */
export const DurationUnit = z.enum(["working_hour", "working_day", "calendar_day", "same_day"]);
export const ProcessingTime = z.object({
  amount: z.number().nonnegative(),
  unit: DurationUnit,
  /** "Nhận sau 15 giờ": counting starts on the next working day. A rule of the procedure. */
  nextDayAfter15h: z.boolean().default(false),
});
export type ProcessingTime = z.infer<typeof ProcessingTime>;

export const ProcedureChannel = z.object({
  channel: Channel,
  /** null: the source gives no time; the receipt then carries no due date. */
  time: ProcessingTime.nullable(),
  /** null: fixed by the provincial council or not given; `feeText` says which. */
  feeVnd: z.number().int().nonnegative().nullable(),
  feeText: z.string(),
});

/** submit: to hand in; present: only to show (never scanned, TT 03/2025 Đ5). */
export const ComponentDuty = z.enum(["submit", "present"]);
export const ProcedureComponent = z.object({
  /** Stable within the procedure, for instance "c01". */
  code: z.string(),
  name: z.string(),
  /** Short name for one line of the checklist, ≤ 80 characters. */
  label: z.string(),
  group: z.string().nullable(),
  duty: ComponentDuty,
  originals: z.number().int().nonnegative(),
  copies: z.number().int().nonnegative(),
  /** True when only some cases need it ("trường hợp …"). */
  conditional: z.boolean(),
});
export type ProcedureComponent = z.infer<typeof ProcedureComponent>;

export const ProcedureSummary = z.object({
  code: z.string(),
  name: z.string(),
  field: z.string(),
  /** The counter channel's time and fee in words for the result list. */
  timeText: z.string(),
  feeText: z.string(),
  /** Components, deadline and fee were checked by hand against the source. */
  checked: z.boolean(),
});
export type ProcedureSummary = z.infer<typeof ProcedureSummary>;

export const Procedure = ProcedureSummary.extend({
  decision: z.string(),
  channels: z.array(ProcedureChannel),
  components: z.array(ProcedureComponent),
  /** Items with no original and no copy: notes, not papers. */
  notes: z.array(z.string()),
  results: z.array(z.object({ code: z.string().nullable(), name: z.string() })),
});
export type Procedure = z.infer<typeof Procedure>;

export const CatalogueInfo = z.object({
  version: z.string(),
  procedureCount: z.number().int(),
  calendarYears: z.array(z.number().int()),
});

export const catalogueContract = {
  info: oc.output(CatalogueInfo),
  /** Best first; an empty text gives the procedures used most at this counter, then the checked ones. */
  search: oc
    .input(z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(50).default(12) }))
    .output(z.array(ProcedureSummary)),
  /** @throws PROCEDURE_UNKNOWN */
  get: oc.input(z.object({ code: z.string() })).output(Procedure),
};
