// From the scanner, or a file, to a durable page of a dossier: real scanimage, real image process, real database.
import { createRouterClient } from "@orpc/server";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ScanSettings } from "../../shared/contract";
import { scanningRoutes } from "../../electron/core/scanning";
import { createSaneDriver } from "../../electron/core/scanning/drivers/sane";
import { makePdf, makePng, makePpm, PASSWORD_PDF } from "../../electron/core/sample-files.fixture";
import { collect, kindsOf, openCounterBed, type CounterBed } from "./counter-bed";

const NEVER = new AbortController().signal;

let bed: CounterBed;
beforeAll(async () => {
  bed = await openCounterBed();
});
afterAll(() => bed.close());

function order(dossierId: string, settings: Partial<ScanSettings> = {}) {
  return {
    driver: "sane" as const,
    deviceId: "test:0",
    settings: ScanSettings.parse({ source: "feeder", resolutionDpi: 75, ...settings }),
    target: { dossierId, componentId: null },
  };
}

function file(name: string, bytes: Uint8Array): File {
  return new File([new Uint8Array(bytes)], name);
}

describe("a batch from the feeder", () => {
  test("becomes pages of the dossier, each durable before the next sheet is fed", async () => {
    const dossierId = bed.addDossier();
    const fedBefore = bed.sane.sheetsFed();
    const events = await collect(bed.scanning.scan(order(dossierId), NEVER), (pageNumber) => {
      expect(bed.papers.listPages(dossierId)).toHaveLength(pageNumber);
      expect(bed.sane.sheetsFed() - fedBefore).toBe(pageNumber);
    });
    expect(kindsOf(events)).toEqual(["started", ...Array<string>(10).fill("page"), "finished"]);
    const sheets = { sheetsFed: 10, imagesExpected: 10 };
    expect(events.at(-1)).toEqual({ kind: "finished", pageCount: 10, ...sheets, fault: null });
    const [page] = bed.papers.listPages(dossierId);
    expect(page).toMatchObject({ source: "sane:test:0", resolutionDpi: 75, mimeType: "image/jpeg" });
  });

  test("keeps the pages read before the scanner vanished, and the next batch goes on", async () => {
    const dossierId = bed.addDossier();
    const events = await collect(bed.scanning.scan(order(dossierId), NEVER), (pageNumber) => {
      if (pageNumber === 3) for (const pid of bed.sane.scans()) process.kill(pid, "SIGKILL");
    });
    expect(events.at(-1)).toMatchObject({ kind: "finished", pageCount: 3, fault: { code: "SCANNER_FAILED" } });
    expect(bed.papers.listPages(dossierId)).toHaveLength(3);
    await collect(bed.scanning.scan(order(dossierId, { maxPages: 2 }), NEVER));
    expect(bed.papers.listPages(dossierId).map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
  });

  test("that hits a fault at once ends with its code and without pages", async () => {
    const dossierId = bed.addDossier();
    const vendorOptions = { "read-return-value": "SANE_STATUS_COVER_OPEN" };
    const events = await collect(bed.scanning.scan(order(dossierId, { vendorOptions }), NEVER));
    expect(events.at(-1)).toMatchObject({ pageCount: 0, fault: { code: "SCANNER_COVER_OPEN" } });
  });

  test("is cancelled: the pages so far stay", async () => {
    const dossierId = bed.addDossier();
    const abort = new AbortController();
    const events = await collect(bed.scanning.scan(order(dossierId), abort.signal), (pageNumber) => {
      if (pageNumber === 2) abort.abort();
    });
    expect(events.at(-1)).toMatchObject({ pageCount: 2, fault: { code: "CANCELLED" } });
    expect(bed.papers.listPages(dossierId)).toHaveLength(2);
    expect(bed.sane.scans()).toEqual([]);
  });

  test("ends with the program: no scan goes on, and no sheet is left lying in clear", async () => {
    const dossierId = bed.addDossier();
    const events = await collect(bed.scanning.scan(order(dossierId), NEVER), (pageNumber) => {
      if (pageNumber === 2) void bed.scanning.stop();
    });
    expect(events.at(-1)).toMatchObject({ pageCount: 2, fault: { code: "CANCELLED" } });
    await bed.scanning.stop();
    expect(bed.sane.scans()).toEqual([]);
    expect(fs.readdirSync(process.env["XDG_RUNTIME_DIR"] ?? "")).toEqual([]);
  });

  test("of a killed program leaves nothing in clear once the program is started again", () => {
    const ended = spawnSync(process.execPath, ["-e", ""]).pid;
    const place = process.env["XDG_RUNTIME_DIR"] ?? "";
    fs.mkdirSync(path.join(place, `quay-scan-${ended}-abc`));
    fs.writeFileSync(path.join(place, `quay-scan-${ended}-abc`, "1.tiff"), "a sheet");
    createSaneDriver(bed.sane.command);
    expect(fs.readdirSync(place)).toEqual([]);
  });

  test("is told that the scanner is busy when another batch runs on it", async () => {
    const dossierId = bed.addDossier();
    let second: unknown[] = [];
    let isTried = false;
    for await (const event of bed.scanning.scan(order(dossierId, { maxPages: 2 }), NEVER)) {
      if (event.kind !== "page" || isTried) continue;
      isTried = true;
      second = await collect(bed.scanning.scan(order(dossierId), NEVER));
    }
    expect(second.at(-1)).toMatchObject({ pageCount: 0, fault: { code: "SCANNER_BUSY" } });
    expect(bed.papers.listPages(dossierId)).toHaveLength(2);
  });

  test("for a dossier that is not there is refused before a sheet is fed", async () => {
    const fedBefore = bed.sane.sheetsFed();
    const events = await collect(bed.scanning.scan(order("0192d3a0-0000-7000-8000-000000000000"), NEVER));
    expect(events.at(-1)).toMatchObject({ pageCount: 0, fault: { code: "NOT_FOUND" } });
    expect(bed.sane.sheetsFed() - fedBefore).toBe(0);
    expect(bed.sane.scans()).toEqual([]);
  });

  test("lets go of the scanner when the window leaves the stream", async () => {
    const client = createRouterClient(scanningRoutes(bed.scanning));
    for await (const event of await client.scan(order(bed.addDossier()))) if (event.kind === "page") break;
    const events = await collect(await client.scan(order(bed.addDossier(), { maxPages: 1 })));
    expect(events.at(-1)).toMatchObject({ kind: "finished", pageCount: 1, fault: null });
  });
});

describe("files dropped on a dossier", () => {
  test("become pages; a bad one is told by its name and the others go on", async () => {
    const dossierId = bed.addDossier();
    const jpeg = await bed.imaging.toStoredImage(makePpm(400, 300), null);
    const files = [
      file("đơn đề nghị.pdf", makePdf(2)),
      file("khóa.pdf", PASSWORD_PDF),
      file("rỗng.jpg", Buffer.alloc(0)),
      file("dở dang.jpg", jpeg.bytes.subarray(0, 500)),
      file("văn bản.pdf", Buffer.from("không phải PDF")),
      file("ảnh lớn.png", makePng(20_000, 20_000)),
      file("sách.pdf", makePdf(500)),
      file("ảnh.pdf", jpeg.bytes),
    ];
    const target = { dossierId, componentId: null };
    const events = await collect(bed.scanning.importFiles({ files, target }, NEVER));
    const told = events.map((event) => (event.kind === "file-failed" ? [event.name, event.fault.code] : event.kind));
    expect(told).toEqual([
      "started",
      "page",
      "page",
      ["khóa.pdf", "FILE_PASSWORD_PROTECTED"],
      ["rỗng.jpg", "FILE_EMPTY"],
      ["dở dang.jpg", "FILE_TRUNCATED"],
      ["văn bản.pdf", "FILE_TYPE_UNSUPPORTED"],
      ["ảnh lớn.png", "IMAGE_TOO_LARGE"],
      ["sách.pdf", "FILE_TOO_MANY_PAGES"],
      "page",
      "finished",
    ]);
    expect(events.at(-1)).toMatchObject({ kind: "finished", pageCount: 3, fault: null });
    const pages = bed.papers.listPages(dossierId);
    expect(pages.map(({ source, position }) => [source, position])).toEqual([
      ["file", 1],
      ["file", 2],
      ["file", 3],
    ]);
    expect(Buffer.from(bed.papers.readPage(pages[2]?.id ?? "")).equals(jpeg.bytes)).toBe(true);
  });

  test("are left alone after a cancel", async () => {
    const dossierId = bed.addDossier();
    const abort = new AbortController();
    const files = [file("một.pdf", makePdf(3)), file("hai.pdf", makePdf(3))];
    const events = await collect(
      bed.scanning.importFiles({ files, target: { dossierId, componentId: null } }, abort.signal),
      () => abort.abort(),
    );
    expect(events.at(-1)).toMatchObject({ pageCount: 1, fault: { code: "CANCELLED" } });
    expect(bed.papers.listPages(dossierId)).toHaveLength(1);
  });
});
