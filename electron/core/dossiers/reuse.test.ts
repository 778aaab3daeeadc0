import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DossierRecord } from "../../../shared/wire";
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
    { ...from, paperId: "p", name, code: "c01", procedureCode: BIRTH, pageCount: 1, pageIds: [], comingFiles: 0 },
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

describe("a paper digitised by another unit", () => {
  const PAPER = "0b7c3d1e-5f60-8a11-8b22-0123456789ab";
  const FILES = [1, 2].map((page) => ({
    ...{
      sha256: String(page).repeat(64),
      sizeBytes: 1000,
      mimeType: "image/jpeg",
      name: `Giấy chứng sinh (${page}/2)`,
    },
  }));
  beforeEach(() => {
    bed.storage.transaction((writer) =>
      writer.run(
        `INSERT INTO remote_papers (paper_id, personal_number, procedure_code, component_code, name, from_dossier, unit_name,
                                    digitised_at_utc, files)
         VALUES (?, ?, ?, '', 'Giấy chứng sinh', 'H34.12.6-261101-0004', 'Xã Ngọk Tụ', '2026-11-01T02:00:00.000Z', ?)`,
        ...[PAPER, MOTHER, BIRTH, JSON.stringify(FILES)],
      ),
    );
  });
  const downloads = () => bed.storage.read.all("SELECT sha256, urgent FROM downloads ORDER BY sha256");

  it("is offered with its unit to that person only, and to no form that asks", () => {
    const { components } = draftFor(MOTHER, BIRTH);
    const offers = components.flatMap((component) => component.reusable);
    expect(offers).toMatchObject([
      { paperId: PAPER, fromUnit: "Xã Ngọk Tụ", pageIds: [], comingFiles: 2, pageCount: 2 },
    ]);
    expect(offered(STRANGER, BIRTH)).toEqual([0, 0, 0, 0]);
    expect(downloads()).toEqual([]);
  });

  it("that is chosen is fetched, and goes to the province as reused, by its hashes", () => {
    const { id, components } = bed.readyDraft();
    const componentId = componentAt({ components } as never, 1).id;
    const chosen = bed.dossiers.setComponent({ dossierId: id, componentId, reusePaperId: PAPER });
    expect(componentAt(chosen, 1)).toMatchObject({ status: "reused", pageIds: [], reusedPaper: { paperId: PAPER } });
    expect(downloads()).toEqual(FILES.map(({ sha256 }) => ({ sha256, urgent: 1 })));
    bed.dossiers.complete(id);
    const payload = bed.storage.read.value<string>("SELECT payload FROM outbox") ?? "";
    const { TaiLieuNop } = DossierRecord.parse(JSON.parse(payload));
    const reused = TaiLieuNop.filter((file) => file.DuocTaiSuDung === "1");
    expect(reused.map((file) => file.MaBam)).toEqual(FILES.map((file) => file.sha256));
    expect(new Set(TaiLieuNop.map((file) => file.TepDinhKemId)).size).toBe(TaiLieuNop.length);
  });

  it("is looked at page by page as its files come down", async () => {
    const { id, components } = bed.readyDraft();
    const componentId = componentAt({ components } as never, 1).id;
    const paper = () => componentAt(bed.dossiers.get(id), 1).reusedPaper;
    const chosen = bed.dossiers.setComponent({ dossierId: id, componentId, reusePaperId: PAPER });
    expect(componentAt(chosen, 1).reusedPaper).toMatchObject({ pageIds: [], comingFiles: 2 });
    const { sha256 } = bed.papers.storeBlob(Buffer.from("second page"), "image/jpeg");
    const files = JSON.stringify([FILES[0], { ...FILES[1], sha256, rotation: 90 }]);
    bed.storage.transaction((writer) => writer.run("UPDATE remote_papers SET files = ?", files));
    expect(paper()).toMatchObject({ pageIds: [expect.any(String)], comingFiles: 1 });
    const pageId = paper()?.pageIds[0] ?? "";
    expect(pageId).not.toBe(PAPER);
    const picture = await bed.papers.readImage(pageId, "full");
    expect(Buffer.from(picture?.bytes ?? []).toString()).toBe("second page");
    expect(await bed.papers.readImage(PAPER.slice(0, -4) + "0000", "thumb"), "still at the province").toBeNull();
    expect(await bed.papers.readImage(PAPER.slice(0, -4) + "0009", "thumb"), "no such page").toBeNull();
  });

  it("goes when the choice is taken back, or the dossier is another person's", () => {
    const { id, components } = bed.readyDraft();
    const componentId = componentAt({ components } as never, 1).id;
    const choose = (reusePaperId: string | null) =>
      componentAt(bed.dossiers.setComponent({ dossierId: id, componentId, reusePaperId }), 1);
    choose(PAPER);
    expect(choose(null)).toMatchObject({ status: "undecided", reusedPaper: null });
    choose(PAPER);
    const { components: after } = bed.dossiers.saveDraft({ id, applicant: { personalNumber: STRANGER } });
    expect(componentAt({ components: after } as never, 1)).toMatchObject({ status: "undecided", reusedPaper: null });
  });
});
