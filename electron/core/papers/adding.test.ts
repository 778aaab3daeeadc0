import { randomUUID } from "node:crypto";
import fs from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Page } from "../../../shared/contract";
import { openPapersBed, type PapersBed } from "./papers.fixture";

let bed: PapersBed;
let first: string;
beforeEach(() => {
  bed = openPapersBed();
  [first] = bed.components;
});
afterEach(() => bed.close());

const textOf = (page: Page) => Buffer.from(bed.papers.readPage(page.id)).toString();
const order = (componentId: string | null = first) =>
  bed.papers
    .listPages(bed.dossierId)
    .filter((page) => page.componentId === componentId)
    .map((page) => `${page.position}:${textOf(page)}`);
const removed = () => bed.papers.listRemoved(bed.dossierId).map(textOf);

describe("a place in the middle", () => {
  it("is before a page that stands there, and further pages follow the one before", () => {
    const [, b] = ["a", "b"].map((text) => bed.addPage(text, first)) as [Page, Page];
    const x = bed.addPage("x", first, { place: { kind: "before", pageId: b.id } });
    bed.addPage("y", first, { place: { kind: "after", pageId: x.id } });
    expect(order()).toEqual(["1:a", "2:x", "3:y", "4:b"]);
  });

  it("can be the very first", () => {
    const a = bed.addPage("a", first);
    const x = bed.addPage("x", first, { place: { kind: "before", pageId: a.id } });
    expect(x.position).toBe(1);
    expect(order()).toEqual(["1:x", "2:a"]);
  });

  it("is the end when the page named was moved away or hidden meanwhile: the sheet is not lost", () => {
    const [a, b] = ["a", "b"].map((text) => bed.addPage(text, first)) as [Page, Page];
    bed.papers.move({ pageIds: [a.id], componentId: null });
    bed.addPage("x", first, { place: { kind: "before", pageId: a.id } });
    bed.papers.remove([b.id]);
    bed.addPage("y", first, { place: { kind: "replace", pageId: b.id } });
    expect(order()).toEqual(["1:x", "2:y"]);
  });

  it("of another dossier or of nowhere is refused, and nothing is stored", () => {
    const elsewhere = bed.papers.addPage({
      ...{ image: { ...PICTURE, bytes: Buffer.from("z") }, dossierId: bed.addDossier(), componentId: null },
      source: "file",
    });
    const files = bed.blobs.names().length;
    for (const pageId of [elsewhere.id, randomUUID()])
      for (const kind of ["before", "after", "replace"] as const)
        expect(() => bed.addPage("x", first, { place: { kind, pageId } })).toThrow("NOT_FOUND");
    expect(bed.blobs.names()).toHaveLength(files);
    expect(bed.papers.listPages(bed.dossierId)).toEqual([]);
  });
});

describe("scanning a page again", () => {
  it("puts the new one in the place of the old, which is hidden and can come back by undo", () => {
    const [, b] = ["a", "b", "c"].map((text) => bed.addPage(text, first)) as [Page, Page, Page];
    bed.addPage("B", first, { place: { kind: "replace", pageId: b.id } });
    expect(order()).toEqual(["1:a", "2:B", "3:c"]);
    expect(removed()).toEqual(["b"]);
    expect(bed.events).toEqual(["pages.replaced 1"]);
    expect(bed.papers.history(bed.dossierId).undo).toMatchObject({ kind: "replace", pageCount: 1 });
    bed.papers.undo(bed.dossierId);
    expect(order()).toEqual(["1:a", "2:b", "3:c"]);
    expect(removed()).toEqual(["B"]);
    bed.papers.redo(bed.dossierId);
    expect(order()).toEqual(["1:a", "2:B", "3:c"]);
  });

  it("follows the old page to where it was moved", () => {
    const a = bed.addPage("a", first);
    bed.papers.move({ pageIds: [a.id], componentId: null });
    bed.addPage("A", first, { place: { kind: "replace", pageId: a.id } });
    expect([order(), order(null)]).toEqual([[], ["1:A"]]);
    expect(bed.statusOf(first)).toBe("undecided");
  });
});

describe("a separator sheet", () => {
  it("is hidden from the start, is not read, and is no step", () => {
    bed.addPage("a", first, { batchId: BATCH });
    const sheet = bed.addPage("sheet", first, { role: "separator", batchId: BATCH });
    bed.addPage("b", first, { batchId: BATCH });
    expect(sheet).toMatchObject({ deleted: true, role: "separator", batchId: BATCH });
    expect(order()).toEqual(["1:a", "2:b"]);
    expect(bed.lookedAt).not.toContain(`added ${sheet.id}`);
    expect(bed.papers.history(bed.dossierId).undo?.pageCount).toBe(2);
  });

  it("comes back to where it lay in the stack, and is read then", () => {
    bed.addPage("a", first);
    const sheet = bed.addPage("sheet", first, { role: "separator" });
    bed.addPage("b", first);
    bed.papers.restore([sheet.id]);
    expect(order()).toEqual(["1:a", "2:sheet", "3:b"]);
    expect(bed.lookedAt).toContain(`added ${sheet.id}`);
  });
});

describe("after reception", () => {
  it("a page is added at the end whatever its place, is looked at, and is no step", () => {
    const [a] = ["a", "b"].map((text) => bed.addPage(text, first)) as [Page, Page];
    bed.receive();
    bed.addPage("x", first, { place: { kind: "before", pageId: a.id } });
    const y = bed.addPage("y", first, { place: { kind: "replace", pageId: a.id }, batchId: BATCH });
    bed.addPage("z", first, { place: { kind: "after", pageId: a.id }, batchId: BATCH });
    bed.addPage("loose", null);
    expect([order(), order(null)]).toEqual([["1:a", "2:b", "3:x", "4:y", "5:z"], ["1:loose"]]);
    expect([removed(), bed.events]).toEqual([[], ["late", "late", "late", "late"]]);
    expect(bed.lookedAt).toContain(`added ${y.id}`);
    const steps = bed.storage.read.value<number>("SELECT sum(page_count) FROM page_actions");
    expect(steps, "the two pages of the draft").toBe(2);
  });

  it("decides a paper that was missing, and leaves one that was reused as the province has it", () => {
    const [, second] = bed.components;
    const set = (id: string, sql: string) =>
      bed.storage.transaction((writer) => writer.run(`UPDATE components SET ${sql} WHERE id = ?`, id));
    set(first, "status = 'missing'");
    set(second, "status = 'reused'");
    bed.receive();
    bed.addPage("a", first);
    bed.addPage("b", second);
    expect([bed.statusOf(first), bed.statusOf(second)]).toEqual(["scanned", "reused"]);
    expect([order(), order(second), order(null)]).toEqual([["1:a"], [], ["1:b"]]);
  });

  it("a separator sheet is kept hidden and tells the province nothing", () => {
    bed.receive();
    expect(bed.addPage("sheet", null, { role: "separator" })).toMatchObject({ deleted: true });
    expect(bed.events).toEqual([]);
  });

  it.each([3, 7, 8, 9, 10])("a dossier that the province has ended with state %i takes none", (state) => {
    bed.receive(state);
    expect(() => bed.addPage("x", first)).toThrow("DOSSIER_FINISHED");
    expect(bed.blobs.names()).toEqual([]);
  });

  it("a page whose telling fails is not stored either", () => {
    bed.receive();
    const { transaction } = bed.storage;
    bed.storage.transaction = (work) =>
      transaction((writer) => {
        work(writer);
        throw new Error("killed");
      });
    expect(() => bed.addPage("x", first)).toThrow("killed");
    bed.storage.transaction = transaction;
    expect(order()).toEqual([]);
  });
});

describe("what was taken already", () => {
  it("is refused with the page that was made of it, and stored nowhere", () => {
    const page = bed.addPage("a", first, { originKey: "folder:1" });
    const again = () => bed.addPage("b", first, { originKey: "folder:1" });
    expect(again).toThrow("FILE_ALREADY_TAKEN");
    bed.papers.remove([page.id]);
    expect(again).toThrow(expect.objectContaining({ facts: { pageId: page.id } }));
    expect(bed.blobs.names()).toHaveLength(1);
  });

  it("does not hold back the same picture from another source", () => {
    bed.addPage("a", first, { originKey: "folder:1" });
    bed.addPage("a", first, { originKey: "folder:2" });
    expect(order()).toEqual(["1:a", "2:a"]);
  });
});

describe("both sides of a card", () => {
  it("become one page in the place of the front, and come apart again by undo", async () => {
    const [, front, back] = ["a", "front", "back", "d"].map((text) => bed.addPage(text, first)) as Page[];
    bed.papers.rotate([back?.id ?? ""], 1);
    const pages = await bed.papers.joinCard(front?.id ?? "", back?.id ?? "");
    expect(order()).toEqual(["1:a", "2:front/0+back/1", "3:d"]);
    expect(pages[1]).toMatchObject({ source: "joined", rotation: 0, role: "page" });
    expect(bed.lookedAt).toContain(`added ${pages[1]?.id ?? ""}`);
    bed.papers.undo(bed.dossierId);
    expect(order()).toEqual(["1:a", "2:front", "3:back", "4:d"]);
    bed.papers.redo(bed.dossierId);
    expect(order()).toEqual(["1:a", "2:front/0+back/1", "3:d"]);
    expect(bed.events).toEqual(["pages.rotated 1", "pages.card_joined 2", "pages.undone 2", "pages.redone 2"]);
  });

  it("may lie apart, the back even before the front", async () => {
    const [back] = ["back", "b"].map((text) => bed.addPage(text, first)) as [Page, Page];
    const front = bed.addPage("front", first);
    const loose = bed.addPage("other back", null);
    await bed.papers.joinCard(front.id, back.id);
    expect(order()).toEqual(["1:b", "2:front/0+back/0"]);
    bed.papers.undo(bed.dossierId);
    await bed.papers.joinCard(front.id, loose.id);
    expect([order(), order(null)]).toEqual([["1:back", "2:b", "3:front/0+other back/0"], []]);
  });

  it("are looked for at their true size only where a scanner has measured it", async () => {
    const scanned = bed.addPage("front", first, { source: "escl:http://10.0.0.9/eSCL" });
    const photo = bed.addPage("back", first, { source: "camera:HD Webcam" });
    await bed.papers.joinCard(scanned.id, photo.id);
    expect(bed.imaging).toEqual(["card at 300 and  dpi"]);
  });

  it("must be two pages that are there", async () => {
    const [a, b] = ["a", "b"].map((text) => bed.addPage(text, first)) as [Page, Page];
    await expect(bed.papers.joinCard(a.id, a.id)).rejects.toThrow("INPUT_INVALID");
    await expect(bed.papers.joinCard(a.id, randomUUID())).rejects.toThrow("NOT_FOUND");
    const joined = bed.papers.joinCard(a.id, b.id);
    bed.papers.remove([b.id]); // while the picture is made
    await expect(joined).rejects.toThrow("NOT_FOUND");
    expect(order()).toEqual(["1:a"]);
  });
});

it("has the file and its folder on the disk before the row is written", () => {
  const done: string[] = [];
  const sync = fs.fsyncSync.bind(fs);
  const spy = vi.spyOn(fs, "fsyncSync").mockImplementation((fd) => {
    sync(fd);
    done.push(fs.fstatSync(fd).isDirectory() ? "folder" : "file");
  });
  const { transaction } = bed.storage;
  bed.storage.transaction = (work) => {
    const result = transaction(work);
    done.push("row");
    return result;
  };
  bed.addPage("a", first);
  bed.addPage("a", first);
  spy.mockRestore();
  // A new folder of its own is synced in its parent; a file that is there already only has its name made sure of.
  expect(done).toEqual(["file", "folder", "folder", "row", "folder", "row"]);
});

it("appends the last of 300 pages with no more statements than the first", () => {
  const count = countStatements();
  const [early] = [1, 2].map((n) => count(() => bed.addPage(`early ${n}`, first, { batchId: BATCH }))).slice(1);
  for (let n = 0; n < 296; n++) bed.addPage(`page ${n}`, first, { batchId: BATCH });
  expect(count(() => bed.addPage("late", first, { batchId: BATCH }))).toBe(early);
  expect(bed.papers.history(bed.dossierId).undo).toMatchObject({ kind: "scan", pageCount: 299 });
  bed.papers.undo(bed.dossierId);
  expect(order()).toEqual([]);
  bed.papers.redo(bed.dossierId);
  expect(order()).toHaveLength(299);
});

const BATCH = "01900000-0000-7000-8000-000000000001";
const PICTURE = { mimeType: "image/jpeg" as const, widthPx: 2480, heightPx: 3508, resolutionDpi: 300 };

/** How many statements write within some work. */
function countStatements(): (work: () => unknown) => number {
  const { storage } = bed;
  const { transaction } = storage;
  let runs = 0;
  storage.transaction = (work) =>
    transaction((writer) =>
      work({
        ...writer,
        run: (sql, ...parameters) => {
          runs++;
          return writer.run(sql, ...parameters);
        },
      }),
    );
  return (work) => {
    runs = 0;
    work();
    return runs;
  };
}
