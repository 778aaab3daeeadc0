import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Page } from "../../../shared/contract";
import { openPapersBed, type PapersBed } from "./papers.fixture";

let bed: PapersBed;
let first: string;
let second: string;
beforeEach(() => {
  bed = openPapersBed();
  [first, second] = bed.components;
});
afterEach(() => bed.close());

const BATCH = "01900000-0000-7000-8000-000000000001";
const add = (texts: readonly string[], componentId: string | null = first, batchId: string | null = null) =>
  texts.map((text) => bed.addPage(text, componentId, { batchId }).id) as [string, string, string, string];
const order = (componentId: string | null = first) =>
  bed.papers
    .listPages(bed.dossierId)
    .filter((page) => page.componentId === componentId)
    .map((page: Page) => Buffer.from(bed.papers.readPage(page.id)).toString())
    .join("");
const undo = () => bed.papers.undo(bed.dossierId);
const redo = () => bed.papers.redo(bed.dossierId);
const history = () => {
  const { undo, redo } = bed.papers.history(bed.dossierId);
  return [undo?.kind ?? null, redo?.kind ?? null];
};

describe("taking a step back", () => {
  it("goes last step first, and each can be done again until something new is done", () => {
    const [a, b] = add(["a", "b", "c"]);
    bed.papers.move({ pageIds: [a], componentId: second });
    bed.papers.remove([b]);
    expect([order(), order(second), history()]).toEqual(["c", "a", ["remove", null]]);
    undo();
    expect([order(), history()]).toEqual(["bc", ["move", "remove"]]);
    undo();
    expect([order(), order(second), history()]).toEqual(["abc", "", ["scan", "move"]]);
    redo();
    expect([order(), order(second), history()]).toEqual(["bc", "a", ["move", "remove"]]);
    bed.papers.rotate([b], 1);
    expect(history()).toEqual(["rotate", null]);
    expect(redo).toThrow("NOTHING_TO_UNDO");
  });

  it("works after the program was closed and opened again", () => {
    const [a, , c] = add(["a", "b", "c"]);
    bed.papers.move({ pageIds: [c], componentId: first, beforePageId: a });
    bed.reopen();
    undo();
    expect(order()).toBe("abc");
    bed.reopen();
    redo();
    expect(order()).toBe("cab");
  });

  it("of a batch hides all of its pages and deletes none", () => {
    const before = add(["x"]);
    add(["a", "b", "c"], first, BATCH);
    expect(bed.papers.history(bed.dossierId).undo).toMatchObject({ kind: "scan", pageCount: 3 });
    undo();
    expect(order()).toBe("x");
    expect(bed.papers.listRemoved(bed.dossierId)).toHaveLength(3);
    redo();
    expect(order()).toBe("xabc");
    expect(bed.papers.listPages(bed.dossierId)[0]?.id).toBe(before[0]);
  });

  it("leaves a batch that goes on in one step, and what was done meanwhile is taken back first", () => {
    const [a] = add(["a", "b"], first, BATCH);
    bed.papers.rotate([a], 1);
    undo();
    add(["c"], first, BATCH);
    expect(history()).toEqual(["scan", "rotate"]);
    redo();
    add(["d"], first, BATCH);
    expect(history()).toEqual(["rotate", null]);
    undo();
    expect(bed.papers.getPage(a).rotation).toBe(0);
    expect(order()).toBe("abcd");
    undo();
    expect([order(), history()]).toEqual(["", [null, "scan"]]);
  });

  it("of a batch that still runs lets its next pages be a step of their own", () => {
    add(["a", "b"], first, BATCH);
    undo();
    add(["c"], first, BATCH);
    expect([order(), history()]).toEqual(["c", ["scan", null]]);
    expect(bed.papers.listRemoved(bed.dossierId)).toHaveLength(2);
  });

  it("is a step in each dossier that pages of the batch were routed to", () => {
    const elsewhere = bed.addDossier();
    add(["a"], first, BATCH);
    bed.addPage("b", null, { dossierId: elsewhere, batchId: BATCH });
    undo();
    expect([order(), bed.papers.listPages(elsewhere).length]).toEqual(["", 1]);
    expect(bed.papers.history(elsewhere).undo).toMatchObject({ kind: "scan", pageCount: 1 });
  });

  it("is no step when nothing changed", () => {
    const [a, b] = add(["a", "b"]);
    const before = bed.papers.history(bed.dossierId);
    bed.papers.move({ pageIds: [b], componentId: first });
    bed.papers.restore([a]);
    bed.papers.merge(second, first);
    expect(bed.papers.history(bed.dossierId)).toEqual(before);
    expect(bed.events).toEqual([]);
  });

  it("is for drafts only, and says so when there is nothing", () => {
    expect(undo).toThrow("NOTHING_TO_UNDO");
    expect(history()).toEqual([null, null]);
    add(["a"]);
    bed.storage.transaction((writer) =>
      writer.run("UPDATE dossiers SET stage = 'discarded' WHERE id = ?", bed.dossierId),
    );
    expect(history()).toEqual([null, null]);
    for (const work of [undo, redo]) expect(work).toThrow("DOSSIER_NOT_DRAFT");
    expect(() => bed.papers.history(randomUUID())).toThrow("NOT_FOUND");
    expect(() => bed.papers.undo(randomUUID())).toThrow("NOT_FOUND");
  });

  it("reads a page that was turned anew, both ways", () => {
    const [a] = add(["a"]);
    bed.papers.rotate([a], 3);
    undo();
    redo();
    expect(bed.lookedAt.filter((entry) => entry === `turned ${a}`)).toHaveLength(3);
    expect(bed.papers.getPage(a).rotation).toBe(270);
  });
});

describe("splitting and merging", () => {
  it("takes the page and those after it to a new paper, which goes and comes back with the step", () => {
    const [, b] = add(["a", "b", "c"]);
    const pages = bed.papers.split(b, { kind: "new", name: "Đơn xin" });
    const made = pages.find((page) => page.id === b)?.componentId ?? "";
    expect([order(), order(made), bed.statusOf(made)]).toEqual(["a", "bc", "scanned"]);
    undo();
    expect([order(), isThere(made)]).toEqual(["abc", false]);
    redo();
    expect([order(made), isThere(made), bed.statusOf(made)]).toEqual(["bc", true, "scanned"]);
  });

  it("keeps the new paper when a running batch has put a page of its own there", () => {
    const [, b] = add(["a", "b"], first, BATCH);
    const made = bed.papers.split(b, { kind: "new", name: "Đơn" }).find((page) => page.id === b)?.componentId ?? "";
    add(["c"], made, BATCH);
    undo();
    expect([order(), order(made), isThere(made)]).toEqual(["ab", "c", true]);
  });

  it("takes them to a paper that is there, and merges all of one paper to the end of another", () => {
    const [a, b] = add(["a", "b", "c"]);
    add(["z"], second);
    bed.papers.split(b, { kind: "component", componentId: second });
    expect([order(), order(second)]).toEqual(["a", "zbc"]);
    bed.papers.merge(second, first);
    expect([order(), order(second), bed.statusOf(second)]).toEqual(["azbc", "", "undecided"]);
    undo();
    undo();
    expect([order(), order(second)]).toEqual(["abc", "z"]);
    bed.papers.split(a, { kind: "component", componentId: second });
    expect([order(), order(second)]).toEqual(["", "zabc"]);
    expect(bed.events.slice(0, 2)).toEqual(["pages.split 2", "pages.merged 3"]);
  });

  it("refuses the same paper, papers of other dossiers, and pages that are hidden", () => {
    const [a] = add(["a"]);
    const foreign = bed.addComponent(bed.addDossier(), 1);
    expect(() => bed.papers.split(a, { kind: "component", componentId: first })).toThrow("INPUT_INVALID");
    expect(() => bed.papers.split(a, { kind: "component", componentId: foreign })).toThrow("NOT_FOUND");
    expect(() => bed.papers.split(randomUUID(), { kind: "new", name: "x" })).toThrow("NOT_FOUND");
    expect(() => bed.papers.merge(first, first)).toThrow("INPUT_INVALID");
    expect(() => bed.papers.merge(first, foreign)).toThrow("NOT_FOUND");
    expect(() => bed.papers.merge(randomUUID(), first)).toThrow("NOT_FOUND");
    bed.papers.remove([a]);
    expect(() => bed.papers.split(a, { kind: "new", name: "x" })).toThrow("NOT_FOUND");
    expect(() => bed.papers.rotate([a], 1)).toThrow("NOT_FOUND");
    expect(() => bed.papers.move({ pageIds: [a], componentId: null })).toThrow("NOT_FOUND");
  });
});

describe("moving", () => {
  it("sets pages in the order given before a page that stands there", () => {
    const [a, b, c, d] = add(["a", "b", "c", "d"]);
    bed.papers.move({ pageIds: [d, c], componentId: first, beforePageId: a });
    expect(order()).toBe("dcab");
    bed.papers.move({ pageIds: [a, b], componentId: first, beforePageId: d });
    expect(order()).toBe("abdc");
  });

  it("refuses a place before a page that stands elsewhere or is moved itself", () => {
    const [a, b] = add(["a", "b"]);
    const [z] = add(["z"], second);
    for (const beforePageId of [a, z, randomUUID()])
      expect(() => bed.papers.move({ pageIds: [a, b], componentId: first, beforePageId })).toThrow("NOT_FOUND");
    expect(order()).toBe("ab");
  });
});

describe("a paper that is decided otherwise", () => {
  const release = () => bed.storage.transaction((writer) => bed.papers.release(writer, bed.dossierId, first));

  it("gives its pages back as loose ones, and that can be taken back", () => {
    const [a] = add(["a", "b"]);
    add(["z"], null);
    bed.papers.remove([a]);
    release();
    expect([order(), order(null)]).toEqual(["", "zb"]);
    undo();
    expect([order(), order(null), bed.statusOf(first)]).toEqual(["b", "z", "scanned"]);
    undo();
    expect(order()).toBe("ab");
  });

  it("ends what can be taken back when it leaves the dossier: pages never return to a paper that has gone", () => {
    add(["a"]);
    release();
    bed.storage.transaction((writer) => writer.run("UPDATE components SET removed = 1 WHERE id = ?", first));
    expect(history()).toEqual([null, null]);
    expect(undo).toThrow("NOTHING_TO_UNDO");
    const [z] = add(["z"], null);
    bed.papers.rotate([z], 1);
    undo();
    undo();
    expect([order(null), history()]).toEqual(["a", [null, "scan"]]);
  });
});

function isThere(componentId: string): boolean {
  return bed.storage.read.value("SELECT 1 FROM components WHERE id = ? AND removed = 0", componentId) !== undefined;
}
