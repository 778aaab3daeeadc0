import { afterEach, beforeEach, expect, it } from "vitest";
import { BIRTH, componentAt, MARRIAGE, MOTHER, openBed, type Bed } from "./dossiers.fixture";
import { type KnownPaper, reusableFor } from "./reuse";

const STRANGER = "001180654321";

let bed: Bed;
beforeEach(() => (bed = openBed()));
afterEach(() => bed.close());

function draftFor(personalNumber: string, procedureCode: string) {
  const { id } = bed.dossiers.start();
  return bed.dossiers.saveDraft({ id, procedureCode, applicant: { fullName: "B", personalNumber }, summary: "x" });
}

const offered = (personalNumber: string, procedureCode: string) =>
  draftFor(personalNumber, procedureCode).components.map((component) => component.reusable.length);

it("offers papers of received dossiers only", () => {
  const { id } = bed.readyDraft();
  expect(offered(MOTHER, BIRTH)).toEqual([0, 0, 0, 0]);
  bed.dossiers.complete(id);
  expect(offered(MOTHER, BIRTH)).toEqual([0, 1, 0, 0]);
});

it("never offers a form that asks for this very service, and offers what only sounds like one", () => {
  const from = { dossierId: "d", fromDossier: "TAM-02-261119-0001", digitisedAtUtc: "2026-11-19T02:00:00.000Z" };
  const known = (name: string): KnownPaper[] => [
    { ...from, paperId: "p", name, code: "c01", procedureCode: BIRTH, pageCount: 1, firstPageId: null },
  ];
  const isOffered = (name: string) =>
    reusableFor({ procedureCode: BIRTH, code: "c01", name, duty: "submit" }, known(name)).length > 0;
  const forms = ["Tờ khai đăng ký khai sinh", "Đơn xin xác nhận", "Giấy đề nghị", "Văn bản đề nghị", "Phiếu yêu cầu"];
  expect(forms.filter(isOffered)).toEqual([]);
  const papers = [
    "Giấy đăng ký kết hôn",
    "Giấy khai sinh",
    "Phiếu lý lịch tư pháp",
    "Giấy chứng sinh",
    "Văn bản ủy quyền",
  ];
  expect(papers.filter(isOffered)).toEqual(papers);
});

it("offers them to the same person only, and to nobody without a number", () => {
  bed.dossiers.complete(bed.readyDraft().id);
  expect(offered(STRANGER, BIRTH)).toEqual([0, 0, 0, 0]);
  expect(offered("", BIRTH)).toEqual([0, 0, 0, 0]);
});

it("offers a paper of the same name to another procedure, whatever its spelling, and no other", () => {
  bed.dossiers.complete(bed.readyDraft().id);
  const { components } = draftFor(MOTHER, MARRIAGE);
  expect(components.map((component) => component.reusable.length)).toEqual([0, 1]);
  expect(componentAt({ components } as never, 1).reusable).toMatchObject([
    { name: "Giấy chứng sinh", pageCount: 1, fromDossier: "TAM-02-261119-0001" },
  ]);
});

it("sends the pages of the reused paper along, as reused", () => {
  const source = bed.dossiers.complete(bed.readyDraft().id);
  const draft = draftFor(MOTHER, BIRTH);
  bed.addPage(draft.id, componentAt(draft, 0).id, "new form");
  const change = { dossierId: draft.id, componentId: componentAt(draft, 1).id };
  const reusePaperId = componentAt(source, 1).id;
  const reused = bed.dossiers.setComponent({ ...change, reusePaperId });
  expect(componentAt(reused, 1)).toMatchObject({ status: "reused", reusedPaper: { paperId: reusePaperId } });
  expect(bed.dossiers.complete(draft.id)).toMatchObject({ pageCount: 1 });
  const payload = bed.storage.read.value<string>("SELECT payload FROM outbox WHERE dossier_id = ?", draft.id) ?? "";
  const { TaiLieuNop } = JSON.parse(payload) as { TaiLieuNop: { DuocTaiSuDung: string; TepDinhKemId: string }[] };
  expect(TaiLieuNop.map((file) => file.DuocTaiSuDung)).toEqual(["0", "1"]);
  expect(TaiLieuNop[1]?.TepDinhKemId).toBe(componentAt(source, 1).pageIds[0]);
  expect(bed.dossiers.today()).toMatchObject({ dossiers: 2, reused: 1 });
});

it("refuses a paper of somebody else, one that is another paper, and one of a draft", () => {
  const source = bed.dossiers.complete(bed.readyDraft({ personalNumber: STRANGER }).id);
  const own = bed.dossiers.complete(bed.readyDraft().id);
  const pending = bed.readyDraft();
  const draft = draftFor(MOTHER, BIRTH);
  const reuse = (reusePaperId: string) => () =>
    bed.dossiers.setComponent({ dossierId: draft.id, componentId: componentAt(draft, 1).id, reusePaperId });
  expect(reuse(componentAt(source, 1).id)).toThrow("NOT_FOUND");
  expect(reuse(componentAt(own, 0).id)).toThrow("NOT_FOUND");
  expect(reuse(componentAt(pending, 1).id)).toThrow("NOT_FOUND");
  expect(reuse(componentAt(own, 1).id)).not.toThrow();
});

it("takes reuse back on request, and when the dossier turns out to be another citizen's", () => {
  const source = bed.dossiers.complete(bed.readyDraft().id);
  const draft = draftFor(MOTHER, BIRTH);
  const change = { dossierId: draft.id, componentId: componentAt(draft, 1).id };
  const reusePaperId = componentAt(source, 1).id;
  bed.dossiers.setComponent({ ...change, reusePaperId });
  expect(componentAt(bed.dossiers.setComponent({ ...change, reusePaperId: null }), 1).status).toBe("undecided");
  bed.dossiers.setComponent({ ...change, reusePaperId });
  const changed = bed.dossiers.saveDraft({ id: draft.id, applicant: { personalNumber: STRANGER } });
  expect(componentAt(changed, 1)).toMatchObject({ status: "undecided", reusedPaper: null });
});
