// Dossiers for the tests of the intake's rules.
import { Applicant, type Dossier, type DossierComponent } from "../../../shared/contract";

export function sampleDossier(change: Partial<Dossier> = {}): Dossier {
  return {
    id: "0193a5f0-0000-7000-8000-000000000001",
    provisionalCode: null,
    officialCode: null,
    procedureCode: null,
    procedureName: "",
    applicantName: "",
    delivery: "draft",
    deliveryPercent: null,
    fault: null,
    provinceState: 1,
    provinceStateAtUtc: null,
    receivedAtUtc: null,
    dueAtUtc: null,
    updatedAtUtc: "2026-11-22T02:31:00.000Z",
    pageCount: 0,
    channel: "counter",
    applicant: Applicant.parse({}),
    summary: "",
    setCount: 1,
    returnMethod: "counter",
    feeVnd: null,
    feeText: "",
    components: [],
    notes: [],
    loosePageIds: [],
    due: { dueAtUtc: null, time: null, steps: [], calendarIncomplete: false },
    blockers: [],
    warnings: [],
    events: [],
    ...change,
  };
}

export function sampleComponent(label: string, change: Partial<DossierComponent> = {}): DossierComponent {
  return {
    id: label,
    code: label,
    name: label,
    label,
    duty: "submit",
    conditional: false,
    originals: 1,
    copies: 0,
    form: "original",
    status: "undecided",
    pageIds: [],
    reusedPaper: null,
    reusable: [],
    ...change,
  };
}
