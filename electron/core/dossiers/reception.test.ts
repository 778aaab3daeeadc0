import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DossierRecord } from "../../../shared/wire";
import { BIRTH, componentAt, imageOf, MOTHER, openBed, type Bed } from "./dossiers.fixture";

let bed: Bed;
beforeEach(() => (bed = openBed()));
afterEach(() => bed.close());

const receive = () => bed.dossiers.complete(bed.readyDraft().id).provisionalCode;
const outboxRows = () => bed.storage.read.all<{ kind: string; payload: string }>("SELECT kind, payload FROM outbox");

describe("reception", () => {
  it("gives number, time, due date, event and outbox row in one go", () => {
    const { id } = bed.readyDraft();
    const dossier = bed.dossiers.complete(id);
    expect(dossier).toMatchObject({
      provisionalCode: "TAM-02-261119-0001",
      officialCode: null,
      delivery: "waiting",
      provinceState: 2,
      provinceStateAtUtc: null,
      receivedAtUtc: "2026-11-19T02:00:00.000Z",
      dueAtUtc: "2026-11-25T02:00:00.000Z",
      blockers: [],
    });
    expect(dossier.components.map(({ status }) => status)).toEqual(["scanned", "scanned", "not_needed", "undecided"]);
    expect(dossier.events.map((event) => event.kind)).toEqual(["dossier.started", "dossier.received"]);
    expect(outboxRows().map((row) => row.kind)).toEqual(["dossier.received"]);
    expect(bed.indexed).toContain(id);
  });

  it("done twice, or by two programs, gives one number and one outbox row", () => {
    const { id } = bed.readyDraft();
    const first = bed.dossiers.complete(id);
    const again = bed.reopen().dossiers.complete(id);
    expect(again).toEqual(first);
    expect(bed.dossiers.complete(id)).toEqual(first);
    expect(outboxRows()).toHaveLength(1);
    expect(receive()).toBe("TAM-02-261119-0002");
  });

  it("shares the day's numbers between two programs on the same files", () => {
    const other = bed.reopen();
    const codes = [0, 1, 2, 3].map((turn) => {
      const { id } = bed.readyDraft();
      return (turn % 2 === 0 ? bed : other).dossiers.complete(id).provisionalCode;
    });
    expect(new Set(codes).size).toBe(4);
  });

  it("leaves nothing behind when it fails half way", () => {
    const { id } = bed.readyDraft();
    bed.storage.transaction((writer) =>
      writer.run("CREATE TRIGGER full BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'no'); END"),
    );
    expect(() => bed.dossiers.complete(id)).toThrow("no");
    expect(bed.dossiers.get(id)).toMatchObject({ delivery: "draft", provisionalCode: null });
    bed.storage.transaction((writer) => writer.run("DROP TRIGGER full"));
    expect(bed.dossiers.complete(id).provisionalCode).toBe("TAM-02-261119-0001");
  });

  it("refuses what is incomplete and names the first thing missing", () => {
    const { id } = bed.dossiers.start();
    bed.dossiers.saveDraft({ id, procedureCode: BIRTH, applicant: { fullName: "A", personalNumber: MOTHER } });
    expect(() => bed.dossiers.complete(id)).toThrow(
      expect.objectContaining({
        code: "DOSSIER_INCOMPLETE",
        facts: { blocker: "component", detail: "Tờ khai đăng ký khai sinh" },
      }),
    );
  });

  it("refuses while the counter is not set up or its unit has no name", () => {
    const { id } = bed.readyDraft();
    const { counter } = bed.settings;
    for (const unready of [null, counter && { ...counter, unitName: " " }]) {
      bed.settings = { ...bed.settings, counter: unready };
      expect(bed.dossiers.get(id).blockers).toEqual([{ code: "counter", detail: "" }]);
      expect(() => bed.dossiers.complete(id)).toThrow("COUNTER_NOT_CONFIGURED");
    }
  });

  it("closes the dossier against every change but further pages", () => {
    const { id, components } = bed.dossiers.complete(bed.readyDraft().id);
    const componentId = components[0]?.id ?? "";
    const refused = [
      () => bed.dossiers.saveDraft({ id, summary: "x" }),
      () => bed.dossiers.discardDraft(id),
      () => bed.dossiers.restoreDraft(id),
      () => bed.dossiers.setComponent({ dossierId: id, componentId, status: "seen" }),
      () => bed.dossiers.addComponent(id, "x"),
    ];
    for (const change of refused) expect(change).toThrow("DOSSIER_NOT_DRAFT");
  });
});

describe("the number", () => {
  it("belongs to the local day: midnight in GMT+7, not in UTC", () => {
    bed.nowUtc = "2026-11-19T16:59:59.000Z";
    expect(receive()).toBe("TAM-02-261119-0001");
    bed.nowUtc = "2026-11-19T17:00:00.000Z";
    expect(receive()).toBe("TAM-02-261120-0001");
  });

  it("is never given twice when the clock is set back", () => {
    const codes = ["2026-11-19T02:00:00.000Z", "2026-11-20T02:00:00.000Z", "2026-11-19T02:00:00.000Z"].map((nowUtc) => {
      bed.nowUtc = nowUtc;
      return receive();
    });
    expect(codes).toEqual(["TAM-02-261119-0001", "TAM-02-261120-0001", "TAM-02-261119-0002"]);
  });
});

describe("what the province is told", () => {
  it("is a valid record that names every page by its hash, loose ones too", () => {
    const { id } = bed.readyDraft();
    bed.addPage(id, null, "loose");
    bed.dossiers.complete(id);
    const record = DossierRecord.parse(JSON.parse(outboxRows()[0]?.payload ?? ""));
    expect(record).toMatchObject({
      MaHoSo: "TAM-02-261119-0001",
      NgayTiepNhan: "20261119090000",
      TenLinhVuc: "Hộ tịch",
    });
    expect(record.TaiLieuNop.map((file) => file.MaBam).toSorted()).toEqual(
      bed.papers
        .blobsOfDossier(id)
        .map((blob) => blob.sha256)
        .toSorted(),
    );
    expect(record.TaiLieuNop).toHaveLength(3);
  });

  it("holds a signed file itself, once, beside the pages made from it, and no other file", () => {
    const draft = bed.readyDraft();
    const { id } = componentAt(draft, 0);
    const file = (name: string, isSigned: boolean) => {
      const bytes = Buffer.from(name);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      return { name, bytes, sha256, mimeType: "application/pdf", pageCount: 2, isSigned, words: null };
    };
    for (const [original, pageNumber] of [
      [file("signed", true), 1],
      [file("signed", true), 2],
      [file("plain", false), 1],
    ] as const) {
      const image = imageOf(`${original.name} ${String(pageNumber)}`);
      const place = { dossierId: draft.id, componentId: id, source: "file" };
      bed.papers.addPage({ image, ...place, original: { ...original, pageNumber } });
    }
    bed.dossiers.complete(draft.id);
    const { TaiLieuNop } = DossierRecord.parse(JSON.parse(outboxRows()[0]?.payload ?? ""));
    const files = TaiLieuNop.filter((submitted) => submitted.LoaiTep === "application/pdf");
    expect(files).toMatchObject([{ MaBam: file("signed", true).sha256, DungLuong: "6" }]);
    expect(files[0]?.TenTepDinhKem).toMatch(/ \(bản gốc có chữ ký số\)$/);
    expect(TaiLieuNop.some((submitted) => submitted.TenTepDinhKem.endsWith("(4/4)"))).toBe(true);
    expect(Buffer.from(bed.papers.readBlob(files[0]?.MaBam ?? "")).toString()).toBe("signed");
  });

  it("names papers that were only shown, and none that are missing", () => {
    const { id } = bed.readyDraft();
    const draft = bed.dossiers.get(id);
    bed.dossiers.setComponent({ dossierId: id, componentId: componentAt(draft, 3).id, status: "seen" });
    bed.dossiers.setComponent({ dossierId: id, componentId: componentAt(draft, 2).id, status: "missing" });
    bed.dossiers.complete(id);
    const record = DossierRecord.parse(JSON.parse(outboxRows()[0]?.payload ?? ""));
    expect(record.DanhSachTepDinhKemKhac.map((paper) => paper.TenGiayTo)).toEqual(["Căn cước của người đi đăng ký"]);
  });
});

it("gives the receipt what was handed in, shown or reused, and refuses a draft", () => {
  const draft = bed.readyDraft();
  expect(() => bed.dossiers.receiptData(draft.id)).toThrow("DOSSIER_INCOMPLETE");
  bed.dossiers.setComponent({ dossierId: draft.id, componentId: componentAt(draft, 3).id, status: "seen" });
  bed.dossiers.complete(draft.id);
  if (bed.settings.counter) bed.settings.counter.officerName = "Trần Văn B";
  const receipt = bed.dossiers.receiptData(draft.id);
  expect(receipt).toMatchObject({ provisionalCode: "TAM-02-261119-0001", processingTime: { amount: 3 }, setCount: 1 });
  expect(receipt.officerName).toBe("Nguyễn Thị Hoa");
  expect(receipt.components.map((line) => line.handling)).toEqual(["digitised", "digitised", "presented"]);
  expect(receipt.components[0]?.originals).toBeGreaterThan(0);
  expect(receipt.components[2], "what was only shown was not handed in").toMatchObject({ originals: 0, copies: 0 });
});

describe("numbers leased from the province", () => {
  const lease = (day: string, prefix: string) =>
    bed.storage.transaction((writer) =>
      writer.run(
        `INSERT INTO number_leases (lease_id, day, prefix, first_number, last_number, next_number)
         VALUES (?, ?, ?, 7, 8, 7)`,
        ...[`${day} ${prefix}`, day, prefix],
      ),
    );
  const leasedCodes = () => bed.storage.read.all("SELECT leased_code AS code FROM outbox ORDER BY rowid");
  const received = () => bed.dossiers.complete(bed.readyDraft().id);

  it("give the official code at once, each once, and none when they are used up", () => {
    lease("2026-11-19", "H34.12.5-261119-");
    const codes = [received(), received(), received()].map((dossier) => dossier.officialCode);
    expect(codes).toEqual(["H34.12.5-261119-0007", "H34.12.5-261119-0008", null]);
    expect(leasedCodes()).toEqual(codes.map((code) => ({ code })));
  });

  it("of another day or another unit are not given", () => {
    lease("2026-11-20", "H34.12.5-261120-");
    lease("2026-11-19", "H34.99-261119-");
    expect(received().officialCode).toBeNull();
  });

  it("stand as acknowledged when the receipt names them; the province's own number wins when it does not", () => {
    lease("2026-11-19", "H34.12.5-261119-");
    const [kept, changed] = [received(), received()];
    const apply = (dossierId: string, officialCode: string, formerCode: string | null) =>
      bed.storage.transaction((writer) =>
        bed.dossiers.applyReceipt(writer, {
          ...{ dossierId, officialCode, formerCode, receiptId: "r", receivedAtUtc: "2026-11-19T03:00:00.000Z" },
        }),
      );
    for (const _twice of [1, 2]) {
      apply(kept.id, "H34.12.5-261119-0007", "H34.12.5-261119-0007");
      apply(changed.id, "H34.12.5-261119-0031", "H34.12.5-261119-0008");
    }
    const kindsOf = (id: string) =>
      bed.dossiers
        .get(id)
        .events.slice(2)
        .map((event) => event.kind);
    expect(kindsOf(kept.id)).toEqual(["dossier.acknowledged"]);
    expect(kindsOf(changed.id)).toEqual(["dossier.acknowledged", "dossier.code_changed"]);
    expect(bed.dossiers.get(changed.id).officialCode).toBe("H34.12.5-261119-0031");
    expect(() => apply(changed.id, "H34.12.5-261119-0032", null)).toThrow("PROVINCE_ANSWER_INVALID");
  });
});
