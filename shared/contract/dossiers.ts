// Intake, register and state of dossiers (hồ sơ).
import { oc } from "@orpc/contract";
import { z } from "zod";
import { ComponentDuty, ProcessingTime } from "./catalogue";
import { Channel, DeliveryState, Fault, Id, InstantUtc, LocalDate } from "./values";

/** One citizen as the receipt needs them; everything may still be empty in a draft. */
export const Applicant = z.object({
  fullName: z.string().max(200).default(""),
  personalNumber: z.string().max(20).default(""),
  birthDate: LocalDate.nullable().default(null),
  gender: z.enum(["male", "female"]).nullable().default(null),
  address: z.string().max(500).default(""),
  phone: z.string().max(30).default(""),
  email: z.string().max(200).default(""),
  /** Date of issue on the card, where it was read from a card. */
  cardIssuedOn: LocalDate.nullable().default(null),
  source: z.enum(["typed", "card"]).default("typed"),
});
export type Applicant = z.infer<typeof Applicant>;

const fields = Applicant.shape;
/** What is left out stays as it was; `Applicant.partial()` would fill it with the defaults and blank the draft. */
const ApplicantPatch = z
  .object({
    fullName: fields.fullName.unwrap(),
    personalNumber: fields.personalNumber.unwrap(),
    birthDate: fields.birthDate.unwrap(),
    gender: fields.gender.unwrap(),
    address: fields.address.unwrap(),
    phone: fields.phone.unwrap(),
    email: fields.email.unwrap(),
    cardIssuedOn: fields.cardIssuedOn.unwrap(),
    source: fields.source.unwrap(),
  })
  .partial();

/**
 * What stands at a component's line.
 * undecided: nothing yet · scanned: pages are attached · seen: shown only · reused: an earlier digitised paper ·
 * missing: asked for, not brought · not_needed: this case does not need it.
 */
export const ComponentStatus = z.enum(["undecided", "scanned", "seen", "reused", "missing", "not_needed"]);
export type ComponentStatus = z.infer<typeof ComponentStatus>;

/** Loại bản: bản chính · bản sao chứng thực · bản sao (bản chụp). */
export const PaperForm = z.enum(["original", "certified_copy", "copy"]);
export type PaperForm = z.infer<typeof PaperForm>;

/** A paper already digitised at this counter that may stand in for a component (NĐ 45/2020 Đ12). */
export const ReusablePaper = z.object({
  paperId: Id,
  name: z.string(),
  pageCount: z.number().int(),
  digitisedAtUtc: InstantUtc,
  /** Code of the dossier it came with. */
  fromDossier: z.string(),
  /** Those that can be looked at, in order. */
  pageIds: z.array(Id),
  /** Files that are still at the province: they come when the paper is chosen. */
  comingFiles: z.number().int(),
  /** Unit that digitised it, when it was not this counter. */
  fromUnit: z.string().nullable(),
});
export type ReusablePaper = z.infer<typeof ReusablePaper>;

export const DossierComponent = z.object({
  id: Id,
  code: z.string(),
  name: z.string(),
  label: z.string(),
  duty: ComponentDuty,
  conditional: z.boolean(),
  originals: z.number().int(),
  copies: z.number().int(),
  form: PaperForm,
  status: ComponentStatus,
  /** Pages attached, in order. */
  pageIds: z.array(Id),
  reusedPaper: ReusablePaper.nullable(),
  reusable: z.array(ReusablePaper),
});
export type DossierComponent = z.infer<typeof DossierComponent>;

export const DueDate = z.object({
  /** null: no due date can be given (no time in the catalogue). */
  dueAtUtc: InstantUtc.nullable(),
  time: ProcessingTime.nullable(),
  /** Steps in the order they were counted, as codes with facts; the window has the words under `due.<code>`. */
  steps: z.array(z.object({ code: z.string(), facts: z.record(z.string(), z.union([z.string(), z.number()])) })),
  /** A year without official holidays was crossed: shown as a warning. */
  calendarIncomplete: z.boolean(),
});
export type DueDate = z.infer<typeof DueDate>;

/** Numeric state of the national portal, 1…10 (domain §1.4). */
export const ProvinceState = z.number().int().min(1).max(10);

export const DossierSummary = z.object({
  id: Id,
  /** TAM-<máy>-YYMMDD-NNNN; null while it is a draft. It stays valid for ever. */
  provisionalCode: z.string().nullable(),
  /** The province's mã hồ sơ, once it has answered. */
  officialCode: z.string().nullable(),
  procedureCode: z.string().nullable(),
  procedureName: z.string(),
  applicantName: z.string(),
  delivery: DeliveryState,
  /** 0–100 while delivery is "sending". */
  deliveryPercent: z.number().int().nullable(),
  fault: Fault.nullable(),
  provinceState: ProvinceState,
  provinceStateAtUtc: InstantUtc.nullable(),
  receivedAtUtc: InstantUtc.nullable(),
  dueAtUtc: InstantUtc.nullable(),
  updatedAtUtc: InstantUtc,
  pageCount: z.number().int(),
});
export type DossierSummary = z.infer<typeof DossierSummary>;

export const DossierEvent = z.object({
  sequence: z.number().int(),
  atUtc: InstantUtc,
  /** Words under `events.<kind>`. */
  kind: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type DossierEvent = z.infer<typeof DossierEvent>;

/** What stops the dossier from being completed, for the primary button's words under `blockers.<code>`. */
export const Blocker = z.object({
  code: z.enum(["procedure", "name", "personal_number", "component", "summary", "counter"]),
  /** The component's label for code "component", else "". */
  detail: z.string(),
});
export type Blocker = z.infer<typeof Blocker>;

export const Dossier = DossierSummary.extend({
  channel: Channel,
  applicant: Applicant,
  /** Trích yếu, ≤ 1000 characters. */
  summary: z.string(),
  /** Số lượng hồ sơ (bộ). */
  setCount: z.number().int().min(1),
  returnMethod: z.enum(["counter", "post"]),
  feeVnd: z.number().int().nullable(),
  feeText: z.string(),
  components: z.array(DossierComponent),
  notes: z.array(z.string()),
  /** Pages scanned but not assigned to a component. */
  loosePageIds: z.array(Id),
  /** For a draft: as it would be if it were received now. */
  due: DueDate,
  blockers: z.array(Blocker),
  warnings: z.array(Fault),
  events: z.array(DossierEvent),
});
export type Dossier = z.infer<typeof Dossier>;

export const DraftPatch = z.object({
  id: Id,
  procedureCode: z.string().optional(),
  channel: Channel.optional(),
  applicant: ApplicantPatch.optional(),
  summary: z.string().max(1000).optional(),
  setCount: z.number().int().min(1).max(99).optional(),
  returnMethod: z.enum(["counter", "post"]).optional(),
});
export type DraftPatch = z.infer<typeof DraftPatch>;

/** What may still be corrected once a dossier is received; what is left out stays. */
export const DossierAmendment = z.object({
  id: Id,
  applicant: ApplicantPatch.pick({ fullName: true, personalNumber: true, address: true, phone: true, email: true }),
  summary: z.string().min(1).max(1000).optional(),
  returnMethod: z.enum(["counter", "post"]).optional(),
  /** Why, for the history; never sent. */
  reason: z.string().max(500).default(""),
});
export type DossierAmendment = z.infer<typeof DossierAmendment>;

export const CitizenCard = z.object({
  applicant: Applicant,
  oldIdNumber: z.string(),
  /** Things to look at: INPUT facts such as number against birth date. Never a block. */
  warnings: z.array(z.enum(["birth_year_differs", "gender_differs", "extra_fields", "repaired_text"])),
  /** Papers of this citizen already digitised here. */
  knownPaperCount: z.number().int(),
});
export type CitizenCard = z.infer<typeof CitizenCard>;

export const DossierFilter = z.enum(["all", "draft", "waiting", "attention", "sent"]);

export const TodayFigures = z.object({
  dossiers: z.number().int(),
  pages: z.number().int(),
  reused: z.number().int(),
  drafts: z.number().int(),
  attention: z.number().int(),
  dueSoon: z.number().int(),
  overdue: z.number().int(),
});
export type TodayFigures = z.infer<typeof TodayFigures>;

export const dossiersContract = {
  /** A new, empty draft; it is saved at once. */
  start: oc.output(Dossier),
  get: oc.input(z.object({ id: Id })).output(Dossier),
  /** By provisional or official code; null when there is none. */
  findByCode: oc.input(z.object({ code: z.string().max(80) })).output(DossierSummary.nullable()),
  list: oc
    .input(
      z.object({
        filter: DossierFilter.default("all"),
        limit: z.number().int().min(1).max(200).default(50),
        offset: z.number().int().min(0).default(0),
      }),
    )
    .output(z.object({ items: z.array(DossierSummary), total: z.number().int() })),
  today: oc.output(TodayFigures),
  /** Saves what was typed. @throws DOSSIER_NOT_DRAFT, PROCEDURE_UNKNOWN */
  saveDraft: oc.input(DraftPatch).output(Dossier),
  /** Moves a draft to the trash; undone by restoreDraft. */
  discardDraft: oc.input(z.object({ id: Id })).output(z.object({ id: Id })),
  restoreDraft: oc.input(z.object({ id: Id })).output(Dossier),
  /** Reads the payload of a CCCD QR. @throws CARD_NOT_CITIZEN_CARD, CARD_DATE_IMPOSSIBLE */
  readCard: oc.input(z.object({ payload: z.string().max(10_000) })).output(CitizenCard),
  setComponent: oc
    .input(
      z.object({
        dossierId: Id,
        componentId: Id,
        status: ComponentStatus.optional(),
        form: PaperForm.optional(),
        reusePaperId: Id.nullable().optional(),
      }),
    )
    .output(Dossier),
  /** Adds a component of one's own, for procedures whose catalogue entry has none. */
  addComponent: oc.input(z.object({ dossierId: Id, name: z.string().min(1).max(300) })).output(Dossier),
  /**
   * Receives the dossier: provisional code, reception time, due date, outbox row, all in one transaction.
   * @throws DOSSIER_INCOMPLETE with the first blocker, COUNTER_NOT_CONFIGURED
   */
  complete: oc.input(z.object({ id: Id })).output(Dossier),
  /**
   * Corrects a received dossier; the province gets the new record. One that it refused is sent again in place of the old.
   * @throws DOSSIER_NOT_RECEIVED, INPUT_INVALID
   */
  amend: oc.input(DossierAmendment).output(Dossier),
};
