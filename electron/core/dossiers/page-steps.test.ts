// Steps with pages as the window asks for them, in dossiers with a real checklist and a real log.
import { createRouterClient } from "@orpc/server";
import { afterEach, beforeEach, expect, it } from "vitest";
import { papersRoutes } from "../papers";
import { componentAt, MARRIAGE, openBed, type Bed } from "./dossiers.fixture";
import { verifyEvents } from "./events";

let bed: Bed;
beforeEach(() => (bed = openBed()));
afterEach(() => bed.close());

const connect = () => createRouterClient(papersRoutes(bed.papers));

it("splits, turns, merges, undoes and repeats in the shapes of the contract, and the log tells it in its chain", async () => {
  const papers = connect();
  const { id, components } = bed.readyDraft();
  const first = components[0]?.id ?? "";
  const [one] = components[0]?.pageIds ?? [];
  const two = bed.addPage(id, first, "two");
  const split = await papers.split({ firstPageId: two.id, into: { kind: "new", name: "  Đơn xin xác nhận " } });
  const made = bed.dossiers.get(id).components.at(-1);
  expect(made).toMatchObject({ name: "Đơn xin xác nhận", status: "scanned", pageIds: [two.id] });
  expect(split.find((page) => page.id === two.id)?.componentId).toBe(made?.id);
  await papers.rotate({ pageIds: [two.id], quarterTurns: 3 });
  await papers.merge({ fromComponentId: made?.id ?? "", intoComponentId: first });
  expect(bed.dossiers.get(id).components[0]?.pageIds).toEqual([one, two.id]);
  expect(await papers.history({ dossierId: id })).toMatchObject({ undo: { kind: "merge", pageCount: 1 }, redo: null });
  for (let n = 0; n < 3; n++) await papers.undo({ dossierId: id });
  expect(bed.dossiers.get(id).components).toHaveLength(components.length);
  expect(await papers.redo({ dossierId: id })).toHaveLength(split.length);
  expect(bed.dossiers.get(id).components.at(-1)).toMatchObject({ id: made?.id, pageIds: [two.id] });
  const kinds = bed.dossiers.get(id).events.map((event) => event.kind);
  const undone = ["pages.undone", "pages.undone", "pages.undone", "pages.redone"];
  expect(kinds.slice(1)).toEqual(["pages.split", "pages.rotated", "pages.merged", ...undone]);
  expect(verifyEvents(bed.storage.read).firstBroken).toBeNull();
});

it("ends with reception: what was done stays done, and the province is told how pages are turned", async () => {
  const papers = connect();
  const { id, components } = bed.readyDraft();
  const [pageId = ""] = components[0]?.pageIds ?? [];
  await papers.rotate({ pageIds: [pageId], quarterTurns: 1 });
  bed.dossiers.complete(id);
  expect(await papers.history({ dossierId: id })).toEqual({ undo: null, redo: null });
  await expect(papers.undo({ dossierId: id })).rejects.toThrow("DOSSIER_NOT_DRAFT");
  const payload = bed.storage.read.value<string>("SELECT payload FROM outbox WHERE dossier_id = ?", id) ?? "{}";
  const { TaiLieuNop } = JSON.parse(payload) as { TaiLieuNop: { TepDinhKemId: string; GocXoay?: string }[] };
  expect(TaiLieuNop.find((file) => file.TepDinhKemId === pageId)?.GocXoay).toBe("90");
  expect(TaiLieuNop.filter((file) => file.GocXoay !== undefined)).toHaveLength(1);
});

it("lets no page return to the papers of another procedure", async () => {
  const papers = connect();
  const { id } = bed.readyDraft();
  const before = bed.papers.listPages(id).length;
  bed.dossiers.saveDraft({ id, procedureCode: MARRIAGE });
  expect(await papers.history({ dossierId: id })).toEqual({ undo: null, redo: null });
  await expect(papers.undo({ dossierId: id })).rejects.toThrow("NOTHING_TO_UNDO");
  expect(bed.dossiers.get(id).loosePageIds).toHaveLength(before);
});

it("brings pages back that a decision had set loose", async () => {
  const papers = connect();
  const { id, components } = bed.readyDraft();
  const component = componentAt(bed.dossiers.get(id), 0);
  bed.dossiers.setComponent({ dossierId: id, componentId: component.id, status: "missing" });
  expect(bed.dossiers.get(id).loosePageIds).toEqual(component.pageIds);
  await papers.undo({ dossierId: id });
  expect(bed.dossiers.get(id).components).toEqual(components);
});

it.each([
  ["rotate", { pageIds: ["01900000-0000-7000-8000-000000000001"], quarterTurns: 4 }],
  ["rotate", { pageIds: [], quarterTurns: 1 }],
  ["move", { pageIds: ["x"], componentId: null }],
  ["split", { firstPageId: "01900000-0000-7000-8000-000000000001", into: { kind: "new", name: "   " } }],
] as const)("refuses at the border what makes no sense: %s %j", async (name, input) => {
  const papers = connect();
  await expect((papers[name] as (given: unknown) => Promise<unknown>)(input)).rejects.toThrow("validation failed");
});
