import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { imageOf, openPapersBed, type PapersBed } from "./papers.fixture";

let bed: PapersBed;
let hook: () => void;
beforeEach(() => {
  hook = () => undefined;
  bed = openPapersBed(() => hook());
});
afterEach(() => bed.close());

const textOf = (pageId: string) => Buffer.from(bed.papers.readPage(pageId)).toString();
const order = () => bed.papers.listPages(bed.dossierId).map((page) => `${page.position}:${textOf(page.id)}`);

describe("adding a page", () => {
  it("keeps the image and appends it to its component", () => {
    const [first] = bed.components;
    bed.addPage("a", first);
    const page = bed.addPage("b", first);
    expect(page).toMatchObject({ position: 2, componentId: first, sizeBytes: 1, deleted: false, recognition: null });
    expect(order()).toEqual(["1:a", "2:b"]);
    expect(bed.statusOf(first)).toBe("scanned");
  });

  it("leaves only a harmless file when the work stops between file and row, and can be done again", () => {
    hook = () => {
      throw new Error("killed");
    };
    expect(() => bed.addPage("a", null)).toThrow("killed");
    expect(bed.papers.listPages(bed.dossierId)).toEqual([]);
    expect(bed.blobs.names()).toHaveLength(1);
    hook = () => undefined;
    bed.addPage("a", null);
    expect(order()).toEqual(["1:a"]);
    expect(bed.blobs.names()).toHaveLength(1);
  });

  it("is refused for a dossier that is no draft, an unknown dossier and another dossier's component", () => {
    const discarded = bed.addDossier("discarded");
    const foreign = bed.addComponent(bed.addDossier(), 1);
    const add = (dossierId: string, componentId: string | null) => () =>
      bed.papers.addPage({ image: imageOf("x"), dossierId, componentId, source: "file" });
    expect(add(discarded, null)).toThrow("DOSSIER_NOT_DRAFT");
    expect(add(randomUUID(), null)).toThrow("NOT_FOUND");
    expect(add(bed.dossierId, foreign)).toThrow("NOT_FOUND");
    expect(bed.blobs.names()).toEqual([]);
  });

  it("refuses an empty image", () => {
    expect(() => bed.addPage("", null)).toThrow("FILE_EMPTY");
  });

  it("turns a reused component into a scanned one", () => {
    const [first, second] = bed.components;
    const sql = "UPDATE components SET status = 'reused', reused_component_id = ? WHERE id = ?";
    bed.storage.transaction((writer) => writer.run(sql, second, first));
    bed.addPage("a", first);
    expect(bed.storage.read.get("SELECT status, reused_component_id FROM components WHERE id = ?", first)).toEqual({
      status: "scanned",
      reused_component_id: null,
    });
  });
});

describe("moving, hiding and bringing back", () => {
  it("appends pages to another component in the order given", () => {
    const [first, second] = bed.components;
    const [a, b, c] = ["a", "b", "c"].map((text) => bed.addPage(text, first).id) as [string, string, string];
    bed.addPage("z", second);
    bed.papers.move({ pageIds: [c, a], componentId: second });
    expect(order()).toEqual(["1:b", "1:z", "2:c", "3:a"]);
    bed.papers.move({ pageIds: [b], componentId: null });
    expect(order()).toEqual(["1:z", "2:c", "3:a", "1:b"]);
    expect(bed.statusOf(first)).toBe("undecided");
  });

  it("brings pages back to their old places, whatever order they were removed in", () => {
    const [first] = bed.components;
    const [, b, c] = ["a", "b", "c", "d"].map((text) => bed.addPage(text, first).id) as [string, string, string];
    bed.papers.remove([b]);
    bed.papers.remove([c]);
    expect(order()).toEqual(["1:a", "2:d"]);
    bed.papers.restore([b, c]);
    expect(order()).toEqual(["1:a", "2:b", "3:c", "4:d"]);
  });

  it("makes a component undecided when its last page goes, and scanned when it returns", () => {
    const [first] = bed.components;
    const { id } = bed.addPage("a", first);
    bed.papers.remove([id]);
    expect(bed.statusOf(first)).toBe("undecided");
    bed.papers.remove([id]);
    bed.papers.restore([id]);
    bed.papers.restore([id]);
    expect(bed.statusOf(first)).toBe("scanned");
    expect(order()).toEqual(["1:a"]);
    expect(bed.events).toEqual(["pages.removed 1", "pages.restored 1"]);
  });

  it("lists what was hidden last first", () => {
    const [first] = bed.components;
    const [a, b] = ["a", "b", "c"].map((text) => bed.addPage(text, first).id) as [string, string, string];
    bed.papers.remove([b]);
    bed.papers.remove([a]);
    expect(bed.papers.listRemoved(bed.dossierId).map((page) => page.id)).toEqual([a, b]);
    bed.papers.restore([a]);
    expect(bed.papers.listRemoved(bed.dossierId).map((page) => page.id)).toEqual([b]);
  });

  it("restores a page as loose when its component is gone", () => {
    const [first] = bed.components;
    const { id } = bed.addPage("a", first);
    bed.papers.remove([id]);
    bed.storage.transaction((writer) => {
      bed.papers.release(writer, bed.dossierId, first);
      writer.run("UPDATE components SET removed = 1 WHERE id = ?", first);
    });
    bed.papers.restore([id]);
    expect(bed.papers.listPages(bed.dossierId)).toMatchObject([{ id, componentId: null, position: 1 }]);
  });

  it("refuses pages of two dossiers, unknown pages, and any change but a further page once the dossier is received", () => {
    const { id } = bed.addPage("a", null);
    const elsewhere = bed.addDossier();
    const other = bed.papers.addPage({ image: imageOf("b"), dossierId: elsewhere, componentId: null, source: "file" });
    expect(() => bed.papers.move({ pageIds: [id, other.id], componentId: null })).toThrow("INPUT_INVALID");
    expect(() => bed.papers.remove([randomUUID()])).toThrow("NOT_FOUND");
    bed.receive();
    for (const work of ["remove", "restore"] as const)
      expect(() => bed.papers[work]([id])).toThrow("DOSSIER_NOT_DRAFT");
    expect(() => bed.papers.move({ pageIds: [id], componentId: null })).toThrow("DOSSIER_NOT_DRAFT");
    expect(() => bed.papers.undo(bed.dossierId)).toThrow("DOSSIER_NOT_DRAFT");
  });
});

describe("pictures", () => {
  it("are reduced once, kept in memory only, and the original is given untouched", async () => {
    const { id } = bed.addPage("a", null);
    const [one, two] = await Promise.all([bed.papers.readImage(id, "thumb"), bed.papers.readImage(id, "thumb")]);
    await bed.papers.readImage(id, "thumb");
    expect(one).toEqual(two);
    expect(await bed.papers.readImage(id, "full")).toEqual({ mimeType: "image/jpeg", bytes: Buffer.from("a") });
    await bed.papers.readImage(id, "screen");
    expect(bed.imaging).toEqual(["a@320", "a@1600"]);
    expect(bed.blobs.names()).toHaveLength(1);
  });

  it("of a turned page come turned, each angle kept for itself, while the original and its size stay", async () => {
    const { id } = bed.addPage("a", null);
    await bed.papers.readImage(id, "thumb");
    bed.papers.rotate([id], 1);
    const page = bed.papers.rotate([id], 2)[0];
    expect(page).toMatchObject({ rotation: 270, widthPx: 2480, heightPx: 3508 });
    await bed.papers.readImage(id, "thumb");
    await bed.papers.readImage(id, "thumb");
    expect(bed.imaging).toEqual(["a@320", "a@320 turned 3"]);
    const full = { mimeType: "image/jpeg", bytes: Buffer.from("a turned 3") };
    expect(await bed.papers.readImage(id, "full")).toEqual(full);
    expect(textOf(id)).toBe("a");
    bed.papers.rotate([id], 1);
    expect(Buffer.from((await bed.papers.readImage(id, "full"))?.bytes ?? []).toString()).toBe("a");
  });

  it("of an unknown page are null", async () => {
    expect(await bed.papers.readImage(randomUUID(), "thumb")).toBeNull();
  });

  it("of a damaged or missing file say so", async () => {
    const page = bed.addPage("a", null);
    const file = path.join(bed.folder, "blobs", page.sha256.slice(0, 2), `${page.sha256}.qmc`);
    fs.appendFileSync(file, "x");
    await expect(bed.papers.readImage(page.id, "full")).rejects.toThrow("BLOB_DAMAGED");
    fs.rmSync(file);
    await expect(bed.papers.readImage(page.id, "thumb")).rejects.toThrow("BLOB_MISSING");
  });
});

describe("findings that an officer has seen", () => {
  const find = (pageId: string, kind: string) =>
    bed.storage.transaction((writer) => {
      writer.run(
        "INSERT INTO page_inspections (page_id, state, queued_at_utc) VALUES (?, 'done', 'x') ON CONFLICT DO NOTHING",
        pageId,
      );
      writer.run("INSERT INTO page_findings (page_id, kind, severity) VALUES (?, ?, 'warning')", pageId, kind);
    });
  const open = () =>
    bed.papers.listPages(bed.dossierId).map((page) => page.findings?.filter((each) => !each.accepted).map(kindOf));
  const kindOf = ({ kind }: { kind: string }) => kind;

  it("are kept as accepted, all of them or those of some kinds", () => {
    const [a, b] = ["a", "b"].map((text) => bed.addPage(text, null).id) as [string, string];
    for (const kind of ["blank", "skewed"]) find(a, kind);
    find(b, "blank");
    bed.papers.acceptFindings([a, b], ["blank"]);
    expect(open()).toEqual([["skewed"], []]);
    bed.papers.acceptFindings([a, b], null);
    bed.papers.acceptFindings([a, b], null);
    expect(open()).toEqual([[], []]);
    expect(bed.events).toEqual(["pages.accepted 2", "pages.accepted 1"]);
    expect(bed.papers.history(bed.dossierId).undo?.kind).toBe("scan");
  });

  it("of an unknown page or a received dossier stay as they are", () => {
    const { id } = bed.addPage("a", null);
    find(id, "blurred");
    expect(() => bed.papers.acceptFindings([id, randomUUID()], null)).toThrow("NOT_FOUND");
    bed.storage.transaction((writer) => writer.run("UPDATE dossiers SET stage = 'discarded'"));
    expect(() => bed.papers.acceptFindings([id], null)).toThrow("DOSSIER_NOT_DRAFT");
    expect(open()).toEqual([["blurred"]]);
  });
});

it("stores a file that is no page with its row", () => {
  const blob = bed.papers.storeBlob(Buffer.from("%PDF-1.7"), "application/pdf");
  expect(Buffer.from(bed.papers.readBlob(blob.sha256)).toString()).toBe("%PDF-1.7");
  expect(bed.storage.read.get("SELECT mime_type, size_bytes FROM blobs WHERE sha256 = ?", blob.sha256)).toEqual({
    mime_type: "application/pdf",
    size_bytes: 8,
  });
});
