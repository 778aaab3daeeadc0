import { afterEach, beforeEach, expect, it } from "vitest";
import { DossierRecord } from "../../../shared/wire";
import { verifyEvents } from "./events";
import { componentAt, openBed, type Bed } from "./dossiers.fixture";

let bed: Bed;
let id: string;
beforeEach(() => {
  bed = openBed();
  ({ id } = bed.dossiers.complete(bed.readyDraft().id));
});
afterEach(() => bed.close());

interface Row {
  id: string;
  sequence: number;
  kind: string;
  payload: string;
}

const outbox = () => bed.storage.read.all<Row>("SELECT * FROM outbox ORDER BY sequence");
const filesOf = (row: Row | undefined) => DossierRecord.parse(JSON.parse(row?.payload ?? "")).TaiLieuNop;

it("tells the whole dossier with the late pages in one operation and one entry of the log", () => {
  const present = componentAt(bed.dossiers.get(id), 3);
  expect(present.status).toBe("undecided");
  const pages = ["a", "b"].map((text) => bed.addPage(id, present.id, text));
  const loose = bed.addPage(id, null, "c");
  const [received, supplement, ...more] = outbox();
  expect(more).toEqual([]);
  expect([supplement?.kind, supplement?.sequence]).toEqual(["dossier.supplemented", 2]);
  const old = filesOf(received).map((file) => file.TepDinhKemId);
  const now = filesOf(supplement).map((file) => [file.TepDinhKemId, file.MaThanhPhanHoSo]);
  expect(now.map(([pageId]) => pageId)).toEqual([...old, ...pages.map((page) => page.id), loose.id]);
  expect(now.slice(-3).map(([, code]) => code)).toEqual(["c04", "c04", ""]);
  const dossier = bed.dossiers.get(id);
  expect(dossier).toMatchObject({ delivery: "waiting", pageCount: old.length + 3 });
  expect(componentAt(dossier, 3).status).toBe("scanned");
  expect(dossier.events.map((event) => event.kind).slice(-2)).toEqual(["dossier.received", "pages.added_late"]);
  expect(verifyEvents(bed.storage.read).firstBroken).toBeNull();
});

it("says the rest as it was at reception", () => {
  bed.addPage(id, null, "late");
  const [received, supplement] = outbox().map((row) => DossierRecord.parse(JSON.parse(row.payload)));
  expect({ ...supplement, TaiLieuNop: [] }).toEqual({ ...received, TaiLieuNop: [] });
});

it("is one transaction with its page: neither stays without the other", () => {
  bed.storage.transaction((writer) =>
    writer.run("CREATE TRIGGER full BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'no'); END"),
  );
  const before = bed.dossiers.get(id);
  expect(() => bed.addPage(id, null, "late")).toThrow("no");
  expect(bed.dossiers.get(id)).toEqual(before);
});

it("is found and rewritten by another program on the same files", () => {
  bed.addPage(id, null, "a");
  const [, first] = outbox();
  const page = { image: { bytes: Buffer.from("b"), mimeType: "image/jpeg" as const, ...SIZE }, componentId: null };
  bed.reopen().papers.addPage({ ...page, dossierId: id, source: "file" });
  const [, second, ...more] = outbox();
  expect(more).toEqual([]);
  expect(second?.id).toBe(first?.id);
  expect(filesOf(second)).toHaveLength(filesOf(first).length + 1);
});

const SIZE = { widthPx: 2480, heightPx: 3508, resolutionDpi: 300 };
