import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BIRTH, componentAt, MARRIAGE, MOTHER, NO_COMPONENTS, openBed, type Bed } from "./dossiers.fixture";

let bed: Bed;
beforeEach(() => (bed = openBed()));
afterEach(() => bed.close());

describe("a draft", () => {
  it("starts empty and says everything that is missing, in the order of the screen", () => {
    const draft = bed.dossiers.start();
    expect(draft).toMatchObject({ delivery: "draft", provisionalCode: null, provinceState: 1, pageCount: 0 });
    expect(draft.blockers.map((blocker) => blocker.code)).toEqual(["procedure", "name", "personal_number", "summary"]);
    expect(draft.due.dueAtUtc).toBeNull();
  });

  it("is found again as it was typed after the program was reopened", () => {
    const { id } = bed.dossiers.start();
    bed.dossiers.saveDraft({ id, procedureCode: BIRTH, applicant: { fullName: "Nguyễn Thị Đường" } });
    bed.dossiers.saveDraft({ id, applicant: { personalNumber: "0011 9412 3456" }, summary: "Khai sinh", setCount: 2 });
    const page = bed.addPage(id, null);
    const again = bed.reopen().dossiers.get(id);
    expect(again).toMatchObject({ summary: "Khai sinh", setCount: 2, loosePageIds: [page.id], feeVnd: 8000 });
    expect(again.applicant).toMatchObject({ fullName: "Nguyễn Thị Đường", personalNumber: MOTHER });
  });

  it("takes fee and time from the channel", () => {
    const { id } = bed.dossiers.start();
    const atCounter = bed.dossiers.saveDraft({ id, procedureCode: BIRTH });
    expect(atCounter.due.dueAtUtc).toBe("2026-11-25T02:00:00.000Z"); // 24/11 is a holiday
    const online = bed.dossiers.saveDraft({ id, channel: "online" });
    expect(online).toMatchObject({ feeVnd: null, feeText: "Miễn phí", due: { dueAtUtc: "2026-11-20T02:00:00.000Z" } });
    expect(bed.dossiers.saveDraft({ id, channel: "post" })).toMatchObject({ feeText: "", due: { dueAtUtc: null } });
  });

  it("keeps every page when the procedure changes: they become loose", () => {
    const { id, components } = bed.readyDraft();
    const removed = bed.addPage(id, componentAt(bed.dossiers.get(id), 0).id, "thrown away");
    bed.papers.remove([removed.id]);
    const before = components.flatMap((component) => component.pageIds);
    const changed = bed.dossiers.saveDraft({ id, procedureCode: MARRIAGE });
    expect(changed.loosePageIds).toEqual(before);
    expect(changed.components.map((component) => component.status)).toEqual(["undecided", "undecided"]);
    bed.papers.restore([removed.id]);
    expect(bed.dossiers.get(id).loosePageIds).toContain(removed.id);
  });

  it("keeps its components when the same procedure is chosen again", () => {
    const draft = bed.readyDraft();
    expect(bed.dossiers.saveDraft({ id: draft.id, procedureCode: BIRTH }).components).toEqual(draft.components);
  });

  it("goes to the trash and comes back whole", () => {
    const { id, components } = bed.readyDraft();
    bed.dossiers.discardDraft(id);
    bed.dossiers.discardDraft(id);
    expect(bed.dossiers.list({ filter: "all", limit: 50, offset: 0 }).total).toBe(0);
    expect(() => bed.dossiers.saveDraft({ id, summary: "x" })).toThrow("DOSSIER_NOT_DRAFT");
    expect(() => bed.dossiers.complete(id)).toThrow("DOSSIER_NOT_DRAFT");
    expect(bed.dossiers.restoreDraft(id).components).toEqual(components);
  });

  it("refuses an unknown procedure and an unknown dossier, and stays as it was", () => {
    const draft = bed.readyDraft();
    const patch = { id: draft.id, summary: "changed", procedureCode: "9.999999" };
    expect(() => bed.dossiers.saveDraft(patch)).toThrow("PROCEDURE_UNKNOWN");
    expect(bed.dossiers.get(draft.id).summary).toBe(draft.summary);
    expect(() => bed.dossiers.get(randomUUID())).toThrow("NOT_FOUND");
  });
});

describe("the checklist", () => {
  it("blocks on required papers only, and not on conditional ones or those to be shown", () => {
    const { id } = bed.dossiers.start();
    const draft = bed.dossiers.saveDraft({ id, procedureCode: BIRTH });
    const open = draft.blockers.filter((blocker) => blocker.code === "component");
    expect(open.map((blocker) => blocker.detail)).toEqual(["Tờ khai đăng ký khai sinh", "Giấy chứng sinh"]);
  });

  it("gives the pages back as loose ones when a component is decided otherwise", () => {
    const draft = bed.readyDraft();
    const first = componentAt(draft, 0);
    const change = { dossierId: draft.id, componentId: first.id, status: "seen" as const };
    const changed = bed.dossiers.setComponent({ ...change, form: "copy" });
    expect(componentAt(changed, 0)).toMatchObject({ status: "seen", form: "copy", pageIds: [] });
    expect(changed.loosePageIds).toEqual(first.pageIds);
    for (const status of ["scanned", "reused"] as const)
      expect(() => bed.dossiers.setComponent({ ...change, status })).toThrow("INPUT_INVALID");
  });

  it("warns about a required paper that is missing", () => {
    const draft = bed.readyDraft();
    const change = { dossierId: draft.id, componentId: componentAt(draft, 1).id, status: "missing" as const };
    const { blockers, warnings } = bed.dossiers.setComponent(change);
    expect(blockers).toEqual([]);
    expect(warnings).toEqual([{ code: "DOSSIER_PAPERS_MISSING", facts: { papers: "Giấy chứng sinh" } }]);
  });

  it("can be made by hand for a procedure without components", () => {
    const draft = bed.readyDraft({ procedureCode: NO_COMPONENTS });
    expect(draft).toMatchObject({ components: [], blockers: [] });
    const { components, blockers } = bed.dossiers.addComponent(draft.id, "  Bằng tốt nghiệp ");
    expect(components).toMatchObject([{ name: "Bằng tốt nghiệp", status: "undecided", duty: "submit" }]);
    expect(blockers).toEqual([{ code: "component", detail: "Bằng tốt nghiệp" }]);
    expect(() => bed.dossiers.addComponent(draft.id, "   ")).toThrow("INPUT_INVALID");
  });

  it("does not take another dossier's component", () => {
    const componentId = componentAt(bed.readyDraft(), 0).id;
    const { id } = bed.dossiers.start();
    expect(() => bed.dossiers.setComponent({ dossierId: id, componentId, status: "seen" })).toThrow("NOT_FOUND");
  });
});

describe("the citizen's number", () => {
  const reasons = (number: string, birthDate: string | null = null) => {
    const { id } = bed.dossiers.start();
    const draft = bed.dossiers.saveDraft({ id, applicant: { personalNumber: number, birthDate, gender: "female" } });
    const isBlocked = draft.blockers.some((blocker) => blocker.code === "personal_number");
    return { isBlocked, warnings: draft.warnings.map((warning) => warning.facts["reason"]) };
  };

  it("must have 12 possible digits, or the 9 of the old card, which is pointed out", () => {
    expect(reasons(MOTHER, "1994-03-12")).toEqual({ isBlocked: false, warnings: [] });
    expect(reasons("123456789")).toEqual({ isBlocked: false, warnings: ["old_id_number"] });
    expect(reasons("C1234567")).toEqual({ isBlocked: false, warnings: ["passport"] });
    expect(reasons("0101234567-001")).toEqual({ isBlocked: false, warnings: ["tax_code"] });
    expect(reasons("ABCDEFGH").isBlocked).toBe(true);
    expect(reasons("").isBlocked).toBe(true);
    expect(reasons("000194123456").isBlocked).toBe(true);
    expect(reasons("12345678901x").isBlocked).toBe(true);
  });

  it("is held against the birth date without blocking", () => {
    expect(reasons(MOTHER, "1980-01-01")).toEqual({ isBlocked: false, warnings: ["birth_year_differs"] });
  });
});

it("reads a card and counts the papers that are known of its holder", () => {
  const { id } = bed.readyDraft();
  bed.dossiers.complete(id);
  const card = bed.dossiers.readCard(`${MOTHER}||Nguyễn Thị Đường|12031994|Nữ|Xã Mẫu|01022022`);
  expect(card).toMatchObject({ knownPaperCount: 2, warnings: [], applicant: { source: "card", gender: "female" } });
  expect(() => bed.dossiers.readCard("https://example.com")).toThrow("CARD_NOT_CITIZEN_CARD");
});

it("warns when the due date crosses a year without official holidays", () => {
  bed.nowUtc = "2026-12-31T08:00:00.000Z";
  const { warnings } = bed.readyDraft();
  expect(warnings).toEqual([{ code: "CALENDAR_MISSING", facts: { year: 2027 } }]);
});
