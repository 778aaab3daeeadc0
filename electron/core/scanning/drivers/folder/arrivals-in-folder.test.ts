import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ScanSettings } from "../../../../../shared/contract";
import type { DomainError } from "../../../../../shared/errors";
import { buildImageProcess } from "../../../image-process.fixture";
import { createImaging, startNodeImageProcess, type Imaging } from "../../../imaging";
import { makePdf, makePng, makeTiff } from "../../../sample-files.fixture";
import type { DriverEvent } from "../../driver";
import { makeFolderBed, newPng, type FolderBed } from "./folder.fixture";
import type { FolderTimes } from "./folder-scan";
import { readEnding, readWhole } from "./read-file";

const NEVER = new AbortController().signal;
const SHEET = { widthPx: 300, heightPx: 400, dpi: 150 };
const IS_ROOT = process.getuid?.() === 0;
// 18:30 UTC is the next day at the counter.
const DAY = "da-nhan/2026-11-23";

let imaging: Imaging;
let bed: FolderBed;
beforeAll(async () => {
  const entry = await buildImageProcess();
  imaging = createImaging({ startImageProcess: async () => startNodeImageProcess(entry) });
});
afterAll(() => imaging.close());
beforeEach(() => (bed = makeFolderBed()));
afterEach(() => bed.remove());

interface Order {
  settings?: Partial<ScanSettings>;
  times?: Partial<FolderTimes>;
  onPage?: (pageNumber: number) => void;
  signal?: AbortSignal;
}

/** Takes what comes as the counter does: a page is known as taken before the next one is asked for. */
async function scan({ settings = {}, times = {}, onPage, signal = NEVER }: Order = {}) {
  const pages: { key: string; widthPx: number }[] = [];
  const failed: { name: string; code: string }[] = [];
  const request = { deviceId: bed.folder, settings: ScanSettings.parse({ source: "feeder", ...settings }) };
  const take = (event: DriverEvent) => {
    if (event.kind === "file-failed") failed.push({ name: event.name, code: event.fault.code });
    if (event.kind !== "page" || !("widthPx" in event.image) || !event.originKey) return;
    bed.taken.add(event.originKey);
    pages.push({ key: event.originKey, widthPx: event.image.widthPx });
    onPage?.(pages.length);
  };
  try {
    for await (const event of bed.driver(imaging, times).scan(request, signal)) take(event);
    return { pages, failed, code: undefined };
  } catch (error) {
    return { pages, failed, code: (error as DomainError).code };
  }
}

describe("a folder that is typed in", () => {
  const typed = (address: string) => bed.driver(imaging).tryAddress?.(address, NEVER);

  test("is one device however it is written", async () => {
    const link = `${bed.folder}-link`;
    fs.symlinkSync(bed.folder, link);
    const ways = [bed.folder, `${bed.folder}/`, path.join(bed.folder, "x", "..") + "/.", link];
    const ids = await Promise.all(ways.map(async (way) => (await typed(way))?.deviceId));
    fs.unlinkSync(link);
    expect(new Set(ids)).toEqual(new Set([fs.realpathSync(bed.folder)]));
  });

  test("is refused when it does not say where it begins", async () => {
    await expect(typed("scan")).rejects.toMatchObject({ code: "INPUT_INVALID" });
  });
});

test("a pipe that was put in the place of a file holds nothing up", async () => {
  const file = bed.put("1.png", newPng());
  const found = { name: "1.png", path: file, sizeBytes: fs.statSync(file).size, mtimeMs: fs.statSync(file).mtimeMs };
  fs.unlinkSync(file);
  execFileSync("mkfifo", [file]);
  expect(await readWhole(found)).toBe("gone");
  expect(await readEnding(found)).toBe("gone");
});

describe("files that come into a folder", () => {
  test("are taken in the order in which they came, then in that of their numbers, and put away", async () => {
    const early = new Date(1_000_000);
    bed.put("1.png", makePng(303, 400));
    fs.utimesSync(bed.put("scan 10.png", makePng(302, 400)), early, early);
    fs.utimesSync(bed.put("scan 9.png", makePng(301, 400)), early, early);
    expect((await scan()).pages.map(({ widthPx }) => widthPx)).toEqual([301, 302, 303]);
    expect(bed.names()).toEqual([`${DAY}/1.png`, `${DAY}/scan 10.png`, `${DAY}/scan 9.png`]);
  });

  test("are split into their pages, PDF and TIFF alike", async () => {
    bed.put("a.pdf", makePdf(3));
    bed.put("b.tiff", makeTiff([SHEET, { ...SHEET, widthPx: 310 }]));
    const { pages, failed } = await scan();
    expect({ pages: pages.length, failed }).toEqual({ pages: 5, failed: [] });
    expect(new Set(pages.map(({ key }) => key.split("#")[1]))).toEqual(new Set(["1", "2", "3"]));
  });

  test("are waited for while another program writes them slowly", async () => {
    const target = path.join(bed.folder, "slow.pdf");
    const bytes = makePdf(2);
    fs.writeFileSync(path.join(bed.folder, ".source"), bytes);
    const half = Math.floor(bytes.length / 2);
    const script = `head -c ${half} .source > slow.pdf; sleep 0.4; tail -c +${half + 1} .source | while IFS= read -r l; do
      printf '%s\\n' "$l" >> slow.pdf; sleep 0.02; done`;
    const writer = spawn("bash", ["-c", script], { cwd: bed.folder });
    const { pages, failed } = await scan({ times: { incompleteMs: 5_000 } });
    expect({ pages: pages.length, failed, writer: writer.exitCode }).toEqual({ pages: 2, failed: [], writer: 0 });
    expect(fs.existsSync(target)).toBe(false);
  });

  test("are taken whole when the copier comes back to a half written one", async () => {
    const bytes = makePdf(2);
    const file = bed.put("half.pdf", bytes.subarray(0, 300));
    setTimeout(() => fs.writeFileSync(file, bytes), 400);
    expect(await scan()).toMatchObject({ pages: [{}, {}], failed: [] });
  });

  test("that stay cut off are told, stay in place, and hold nothing up", async () => {
    bed.put("cut.tiff", makeTiff([SHEET, { ...SHEET, isCut: true }]));
    const good = bed.put("good.png", newPng());
    fs.utimesSync(good, new Date(), new Date(Date.now() + 5_000));
    const { pages, failed } = await scan();
    expect({ pages: pages.length, failed }).toEqual({
      pages: 2,
      failed: [{ name: "cut.tiff", code: "FILE_TRUNCATED" }],
    });
    expect(bed.names()).toEqual(["cut.tiff", `${DAY}/good.png`]);
  });

  test("that are half a PDF give no page: what a reader would mend is not what was scanned", async () => {
    const bytes = makePdf(9);
    const file = bed.put("half.pdf", bytes.subarray(0, bytes.length - 40));
    expect(await scan()).toMatchObject({ pages: [], failed: [{ name: "half.pdf", code: "FILE_TRUNCATED" }] });
    fs.writeFileSync(file, bytes);
    expect(await scan()).toMatchObject({ pages: { length: 9 }, failed: [] });
  });

  test("of a kind without a mark at its end are waited for longer: a copier adds pages to a TIFF", async () => {
    const [one, two] = [makeTiff([SHEET]), makeTiff([SHEET, { ...SHEET, widthPx: 310 }])];
    const file = bed.put("growing.tiff", one);
    setTimeout(() => fs.writeFileSync(file, two), 300);
    expect(await scan({ times: { unmarkedMs: 600 } })).toMatchObject({ pages: { length: 2 }, failed: [] });
  });

  test("are never taken twice: same content under another name, same name in another scan", async () => {
    const content = newPng();
    bed.put("một.png", content);
    bed.put("hai.png", content);
    const first = await scan();
    expect(first.pages).toHaveLength(1);
    expect(first.failed).toEqual([{ name: "một.png", code: "FILE_ALREADY_TAKEN" }]);
    bed.put("hai.png", content);
    expect(await scan()).toMatchObject({ pages: [], failed: [{ name: "hai.png", code: "FILE_ALREADY_TAKEN" }] });
    expect(bed.names()).toEqual([`${DAY}/hai (2).png`, `${DAY}/hai.png`, `${DAY}/một.png`]);
  });

  test("with more pages than asked for keep the rest for the next scan", async () => {
    bed.put("five.pdf", makePdf(5));
    expect((await scan({ settings: { maxPages: 2 } })).pages.map(({ key }) => key.at(-1))).toEqual(["1", "2"]);
    expect(bed.names()).toEqual(["five.pdf"]);
    expect((await scan({ settings: { maxPages: 3 } })).pages.map(({ key }) => key.at(-1))).toEqual(["3", "4", "5"]);
    expect(bed.names()).toEqual([`${DAY}/five.pdf`]);
  });

  test("under one name again and again never cost the one that came in between", async () => {
    const file = bed.put("scan.png", newPng());
    let next = 3;
    // While the page is being stored, the copier writes its next scan under the same name.
    const { pages } = await scan({ onPage: () => next-- > 1 && fs.writeFileSync(file, newPng()) });
    expect(new Set(pages.map(({ widthPx }) => widthPx)).size).toBe(3);
    expect(bed.names()).toEqual([`${DAY}/scan.png`]);
  });

  test("that are not for us are left alone: folders, links, files being written, files of the system", async () => {
    const outside = makeFolderBed();
    const secret = outside.put("secret.png", newPng());
    fs.symlinkSync(secret, path.join(bed.folder, "link.png"));
    fs.mkdirSync(path.join(bed.folder, "folder.png"));
    const names = ["a.tmp", "b.pdf.part", "c.png~", ".hidden.png", "~$d.pdf", "Thumbs.db", "desktop.ini"];
    for (const name of names) bed.put(name, newPng());
    expect(await scan()).toEqual({ pages: [], failed: [], code: "SCANNER_NO_PAPER" });
    expect(bed.names()).toEqual([...names, "link.png"].sort());
    outside.remove();
  });

  test("with Vietnamese names are taken in either form of Unicode, and with names that are no Unicode at all", async () => {
    const name = "Giấy khai sinh.png";
    bed.put(name.normalize("NFC"), newPng());
    bed.put(name.normalize("NFD"), newPng());
    const tcvn = Buffer.concat([Buffer.from(`${bed.folder}/Gi`), Buffer.from([0xca]), Buffer.from("y.png")]);
    fs.writeFileSync(tcvn, newPng());
    expect(await scan()).toMatchObject({ pages: [{}, {}, {}], failed: [], code: undefined });
    expect(bed.names().every((file) => file.startsWith(DAY))).toBe(true);
  });
});

describe("many writers at once", () => {
  const SEED = Number(process.env["FAULTS_SEED"] ?? Date.now() % 1_000_000);
  const random = fc.sample(fc.double({ min: 0, max: 1, noNaN: true }), { numRuns: 2_000, seed: SEED });
  const next = () => random.pop() ?? 0.5;

  test(`every page is taken once, whole, whoever writes how (seed ${SEED})`, async () => {
    const files = Array.from({ length: 24 }, (_, index) => makeFile(index));
    const writing = Promise.all(files.map(write));
    const { pages, failed } = await scan({ times: { quietMs: 800, incompleteMs: 20_000, firstFileMs: 10_000 } });
    await writing;
    expect(failed).toEqual([]);
    expect(pages).toHaveLength(files.reduce((sum, { pageCount }) => sum + pageCount, 0));
    expect(new Set(pages.map(({ key }) => key)).size).toBe(pages.length);
    expect(bed.names()).toEqual(files.map(({ name }) => `${DAY}/${name}`).sort());
  });

  function makeFile(index: number) {
    const pageCount = 1 + Math.floor(next() * 4);
    const name = `${String(index).padStart(2, "0")} giấy tờ`;
    // The number of points keeps two of them from being the same file.
    const pdf = makePdf(pageCount, { widthPt: 200 + index, heightPt: 300 });
    return next() < 0.5
      ? { name: `${name}.pdf`, bytes: pdf, pageCount }
      : { name: `${name}.png`, bytes: newPng(), pageCount: 1 };
  }

  /** In pieces with pauses, some longer than a file must rest; half of them under another name first. */
  async function write({ name, bytes }: { name: string; bytes: Buffer }): Promise<void> {
    const isRenamed = next() < 0.5;
    const file = path.join(bed.folder, isRenamed ? `${name}.part` : name);
    const pieces = 1 + Math.floor(next() * 5);
    await pauseFor(next() * 600);
    for (let piece = 0; piece < pieces; piece++) {
      const [from, to] = [piece, piece + 1].map((count) => Math.floor((count * bytes.length) / pieces));
      fs.appendFileSync(file, bytes.subarray(from, to));
      await pauseFor(next() * 120);
    }
    if (isRenamed) fs.renameSync(file, path.join(bed.folder, name));
  }
});

function pauseFor(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

describe("bad files in a folder", () => {
  const HEIC = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic\0\0\0\0mif1heic"), Buffer.alloc(64)]);

  test.each([
    ["an empty file", () => Buffer.alloc(0), "FILE_EMPTY"],
    ["a photo of a phone in HEIC", () => HEIC, "FILE_HEIC_UNSUPPORTED"],
    ["a text", () => Buffer.from("Kính gửi"), "FILE_TYPE_UNSUPPORTED"],
  ])("%s is told by its code and stays where it is", async (_name, bytes, code) => {
    bed.put("bad.jpg", bytes());
    expect(await scan()).toEqual({ pages: [], failed: [{ name: "bad.jpg", code }], code: undefined });
    expect(bed.names()).toEqual(["bad.jpg"]);
  });

  test("a huge file is refused before it is read", async () => {
    fs.truncateSync(bed.put("huge.tiff", Buffer.alloc(0)), 8 * 1024 ** 3);
    expect(await scan()).toMatchObject({ failed: [{ name: "huge.tiff", code: "FILE_TOO_LARGE" }] });
  });

  test("a file that the disk cannot read is told, and the others go on", async () => {
    const undo = makeUnreadable(bed.put("bad sector.png", newPng()));
    try {
      bed.put("good.png", newPng());
      expect(await scan({ times: { hiccupMs: 200 } })).toMatchObject({
        pages: [{}],
        failed: [{ name: "bad sector.png", code: "FILE_UNREADABLE" }],
        code: undefined,
      });
    } finally {
      undo();
    }
  });
});

describe("a folder on a share", () => {
  test("that is away for a moment costs nothing", async () => {
    for (const name of ["1.png", "2.png", "3.png"]) bed.put(name, newPng());
    const away = `${bed.folder}-away`;
    const goAway = (pageNumber: number) => {
      if (pageNumber !== 2) return;
      fs.renameSync(bed.folder, away);
      setTimeout(() => fs.renameSync(away, bed.folder), 500);
    };
    const { pages, code } = await scan({ onPage: goAway });
    expect({ pages: pages.length, code }).toEqual({ pages: 3, code: undefined });
    await scan();
    expect(bed.names()).toEqual([`${DAY}/1.png`, `${DAY}/2.png`, `${DAY}/3.png`]);
  });

  test.runIf(IS_ROOT)("whose mount is gone for a moment is not taken for an empty one", async () => {
    const store = fs.mkdtempSync(path.join(os.tmpdir(), "share-"));
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=2m", "share", store]);
    const mount = () => execFileSync("mount", ["--bind", store, bed.folder]);
    try {
      mount();
      for (const name of ["1.png", "2.png", "3.png"]) bed.put(name, newPng());
      const unmount = (pageNumber: number) => {
        if (pageNumber !== 2) return;
        execFileSync("umount", ["--lazy", bed.folder]);
        setTimeout(mount, 600);
      };
      const { pages, code } = await scan({ onPage: unmount });
      expect({ pages: pages.length, code }).toEqual({ pages: 3, code: undefined });
    } finally {
      execFileSync("umount", [bed.folder]);
      execFileSync("umount", [store]);
      fs.rmSync(store, { recursive: true });
    }
    expect(bed.names()).toEqual([]);
  });

  test("that may only be read is refused before anything is taken", async () => {
    bed.put("1.png", newPng());
    const undo = makeReadOnly(bed.folder);
    try {
      const asked = bed.driver(imaging).getCapabilities(bed.folder, NEVER);
      await expect(asked).rejects.toMatchObject({ code: "SCANNER_ACCESS_DENIED" });
      expect(await scan()).toEqual({ pages: [], failed: [], code: "SCANNER_ACCESS_DENIED" });
    } finally {
      undo();
    }
  });

  test("whose archive is a link leads nowhere: the pages are taken, the original stays", async () => {
    const outside = makeFolderBed();
    fs.symlinkSync(outside.folder, path.join(bed.folder, "da-nhan"));
    bed.put("1.png", newPng());
    expect(await scan()).toMatchObject({ pages: [{}], code: undefined });
    expect(outside.names()).toEqual([]);
    expect(bed.names()).toContain("1.png");
    outside.remove();
  });

  test("the log for the panel names no file: a name may be that of a person", async () => {
    bed.put("Nguyễn Văn An.png", newPng());
    bed.put("Trần Thị Bình.png", Buffer.from("x"));
    await scan();
    expect(bed.lines).toHaveLength(2);
    expect(bed.lines.join("\n")).not.toMatch(/Nguyễn|Bình/);
  });

  test("is left at once when the officer cancels while it waits", async () => {
    const startedAt = performance.now();
    expect(await scan({ times: { firstFileMs: 60_000 }, signal: AbortSignal.timeout(200) })).toMatchObject({
      code: "CANCELLED",
    });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });
});

/** For root, too: root may write anywhere but on a file system that is mounted for reading. */
function makeReadOnly(folder: string): () => void {
  if (!IS_ROOT) {
    fs.chmodSync(folder, 0o555);
    return () => fs.chmodSync(folder, 0o755);
  }
  execFileSync("mount", ["--bind", folder, folder]);
  execFileSync("mount", ["-o", "remount,bind,ro", folder]);
  return () => execFileSync("umount", [folder]);
}

/** For root, too: the memory of a process is a file whose start cannot be read. */
function makeUnreadable(file: string): () => void {
  if (!IS_ROOT) {
    fs.chmodSync(file, 0o000);
    return () => undefined;
  }
  execFileSync("mount", ["--bind", `/proc/${process.pid}/mem`, file]);
  return () => execFileSync("umount", [file]);
}
