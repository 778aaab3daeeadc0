import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ScanEvent } from "../../../shared/contract";
import { separatorText } from "../../../shared/domain";
import { DomainError } from "../../../shared/errors";
import type { DriverEvent } from "./driver";
import { DEVICE, openScanningBed, sheet, sheetWithCode, sheetWithPatch, type ScanningBed } from "./scanning.fixture";

const NEVER = new AbortController().signal;
let bed: ScanningBed;
let dossierId: string;
let components: string[];
beforeAll(async () => {
  bed = await openScanningBed();
});
afterAll(() => bed.close());
beforeEach(() => {
  bed.killsAt.length = 0;
  dossierId = bed.addDossier();
  components = bed.addComponents(dossierId, 3);
});

const pagesOf = (events: ScanEvent[]) => events.flatMap((event) => (event.kind === "page" ? [event.page] : []));
const idsOf = (events: ScanEvent[]) => pagesOf(events).map((page) => page.id);
const without = (events: ScanEvent[], kind: ScanEvent["kind"]) => events.filter((event) => event.kind !== kind);
const at = (component: number) => ({ dossierId, componentId: components[component - 1] ?? null });
const separator = (componentNumber: number | null, dossierCode: string | null = null) =>
  sheetWithCode(separatorText({ dossierCode, componentNumber }));

describe("a batch", () => {
  it("is kept with what it came to, newest first", async () => {
    bed.device.events = [sheet(200), { kind: "double-feed" }, sheet(210), { kind: "sheets-fed", sheets: 2 }];
    const events = await bed.run({ target: at(1), sheetsCounted: 3 });
    expect(events.at(-1)).toEqual({ kind: "finished", pageCount: 2, sheetsFed: 2, imagesExpected: 3, fault: null });
    expect(events[2]).toEqual({ kind: "double-feed", pageNumber: 1 });
    bed.nowUtc = "2026-11-22T03:00:00.000Z";
    bed.device.events = [sheet(200), new DomainError("SCANNER_JAM", { device: "x", status: 6 })];
    await bed.run({ target: at(2), settings: { source: "duplex" } });
    const [second, first] = bed.scanning.batches(dossierId);
    expect(first).toMatchObject({ ...DEVICE, ...at(1), pageCount: 2, sheetsFed: 2, imagesExpected: 3, doubleFeeds: 1 });
    expect(first).toMatchObject({ isRunning: false, fault: null, finishedAtUtc: "2026-11-22T02:00:00.000Z" });
    expect(second).toMatchObject({ pageCount: 1, imagesExpected: null, doubleFeeds: 0 });
    expect(second?.fault).toEqual({ code: "SCANNER_JAM", facts: { device: "x", status: 6 } });
  });

  it("of both sides expects two images a sheet", async () => {
    bed.device.events = [sheet(200), sheet(201), { kind: "sheets-fed", sheets: 1 }];
    const events = await bed.run({ target: at(1), settings: { source: "duplex" } });
    expect(events.at(-1)).toMatchObject({ pageCount: 2, imagesExpected: 2 });
  });

  it("runs, is one of its device at a time, and is cut off when the program dies", async () => {
    bed.device.events = [sheet(200), sheet(201)];
    const run = bed.scanning.scan(orderOf(), NEVER);
    await run.next();
    await run.next();
    expect(bed.scanning.batches(dossierId)).toMatchObject([{ isRunning: true, pageCount: 1, finishedAtUtc: null }]);
    expect((await bed.run({ target: at(1) })).at(-1)).toMatchObject({ fault: { code: "SCANNER_BUSY" }, pageCount: 0 });
    bed.restart();
    expect(bed.scanning.batches(dossierId)).toMatchObject([{ isRunning: false, pageCount: 1, finishedAtUtc: null }]);
  });

  it("of another device runs beside it", async () => {
    bed.device.events = [sheet(200), sheet(201)];
    const one = bed.scanning.scan(orderOf(), NEVER);
    await one.next();
    const other = { ...orderOf(), deviceId: "stack:1", target: at(2) };
    for await (const event of bed.scanning.scan(other, NEVER)) if (event.kind === "page") await one.next();
    for await (const event of one) expect(event.kind).toBe("finished");
    const pages = bed.arrangement(dossierId);
    expect([pages[1]?.length, pages[2]?.length]).toEqual([2, 2]);
    expect(bed.scanning.batches(dossierId)).toMatchObject([{ fault: null }, { fault: null }]);
  });

  it("that nobody listens to any more is cancelled", async () => {
    bed.device.events = [sheet(200), sheet(201)];
    for await (const event of bed.scanning.scan(orderOf(), NEVER)) if (event.kind === "page") break;
    expect(bed.scanning.batches(dossierId)).toMatchObject([{ pageCount: 1, fault: { code: "CANCELLED" } }]);
  });

  it.each([
    ["NOT_FOUND", () => ({ dossierId: randomUUID(), componentId: null })],
    ["NOT_FOUND", () => ({ dossierId, componentId: randomUUID() })],
    ["DOSSIER_NOT_DRAFT", () => ({ dossierId: bed.addDossier("discarded"), componentId: null })],
    ["NOT_FOUND", () => ({ ...at(1), place: { kind: "before" as const, pageId: randomUUID() } })],
    ["NOT_FOUND", () => ({ ...at(1), place: { kind: "replace" as const, pageId: randomUUID() } })],
  ])("into what takes no pages is refused with %s before a sheet is fed", async (code, target) => {
    let isFed = false;
    bed.device.events = [() => (isFed = true), sheet(200)];
    const events = await bed.run({ target: target() });
    expect(events.map((event) => event.kind)).toEqual(["started", "finished"]);
    expect(events.at(-1)).toMatchObject({ fault: { code } });
    expect(isFed).toBe(false);
  });

  it("believes no figure that cannot be", async () => {
    const absurd = [NaN, -1, 1.5, 1e9].map((sheets) => ({ kind: "sheets-fed" as const, sheets }));
    const progress = [NaN, Infinity, -1, 2].map((fraction) => ({ kind: "progress" as const, pageNumber: 1, fraction }));
    bed.device.events = [...progress, sheet(200), { kind: "sheets-fed", sheets: 1 }, ...absurd];
    const events = await bed.run({ target: at(1) });
    const fractions = events.flatMap((event) => (event.kind === "progress" ? [event.fraction] : []));
    expect(fractions).toEqual([null, null, 0, 1]);
    expect(events.at(-1)).toMatchObject({ sheetsFed: 1, fault: null });
    expect(bed.scanning.batches(dossierId)).toMatchObject([{ sheetsFed: 1, fault: null }]);
  });

  it("keeps a page whose component left the checklist meanwhile, loose, and ends", async () => {
    const drop = () =>
      bed.storage.transaction((writer) =>
        writer.run("UPDATE components SET removed = 1 WHERE id = ?", at(1).componentId),
      );
    bed.device.events = [drop, sheet(200), sheet(201)];
    const events = await bed.run({ target: at(1) });
    expect(events.at(-1)).toMatchObject({ pageCount: 1, fault: { code: "NOT_FOUND" } });
    expect(bed.arrangement(dossierId)).toEqual({ 0: idsOf(events) });
  });

  it("takes nothing twice from a source that names its pages", async () => {
    const named = (event: ReturnType<typeof sheet>) => ({ ...event, originKey: `${dossierId}#1` });
    bed.device.events = [named(sheet(200))];
    const first = await bed.run({ target: at(1) });
    expect(bed.book.isTaken(`${dossierId}#1`)).toBe(true);
    bed.device.events = [named(sheet(200)), sheet(201)];
    const second = await bed.run({ target: at(1) });
    expect(bed.arrangement(dossierId)).toEqual({ 1: [...idsOf(first), ...idsOf(second)] });
    expect(second.at(-1)).toMatchObject({ pageCount: 1, fault: null });
  });

  function orderOf() {
    const settings = { source: "feeder" as const, colourMode: "colour" as const, resolutionDpi: 100 };
    const rest = { pageSize: "a4" as const, usesOwnDialog: false, maxPages: null, vendorOptions: {} };
    return { ...DEVICE, settings: { ...settings, ...rest }, target: at(1) };
  }
});

describe("the place of a batch", () => {
  let old: string[];
  beforeEach(async () => {
    bed.device.events = [sheet(100), sheet(110), sheet(120)];
    old = idsOf(await bed.run({ target: at(1) }));
    bed.device.events = [sheet(200), sheet(210)];
  });

  it("in the middle: all its pages stand before the page that was named, in order", async () => {
    const fresh = idsOf(await bed.run({ target: { ...at(1), place: { kind: "before", pageId: old[1] ?? "" } } }));
    expect(bed.arrangement(dossierId)).toEqual({ 1: [old[0], ...fresh, old[1], old[2]] });
  });

  it("in place of a page: the first replaces it, the others follow", async () => {
    const fresh = idsOf(await bed.run({ target: { ...at(1), place: { kind: "replace", pageId: old[1] ?? "" } } }));
    expect(bed.arrangement(dossierId)).toEqual({ 1: [old[0], ...fresh, old[2]] });
  });

  it("is the end when the page that was named has gone meanwhile", async () => {
    bed.papers.remove([old[1] ?? ""]);
    const fresh = idsOf(await bed.run({ target: { ...at(1), place: { kind: "before", pageId: old[1] ?? "" } } }));
    expect(bed.arrangement(dossierId)).toEqual({ 1: [old[0], old[2], ...fresh] });
  });

  it("follows a page that was replaced where it had been moved to", async () => {
    bed.papers.move({ pageIds: [old[1] ?? ""], componentId: at(2).componentId });
    bed.device.events = [sheet(30), sheet(40)];
    const fresh = idsOf(await bed.run({ target: { ...at(1), place: { kind: "replace", pageId: old[1] ?? "" } } }));
    expect(bed.arrangement(dossierId)).toEqual({ 1: [old[0], old[2]], 2: fresh });
  });
});

describe("separator sheets and receipts", () => {
  const run = (events: ScanningBed["device"]["events"], component = 1, settings = {}) => {
    bed.device.events = events;
    return bed.run({ target: at(component), readsSeparators: true, settings });
  };

  it("send the pages behind them to their component; the sheets are kept hidden", async () => {
    const events = await run([sheet(1), separator(3), sheet(2), sheet(3), separator(2), sheet(4)]);
    const [a, s3, b, c, s2, d] = idsOf(events);
    expect(bed.arrangement(dossierId)).toEqual({ 1: [a], 3: [b, c], 2: [d] });
    expect(
      bed.papers
        .listRemoved(dossierId)
        .map((page) => page.id)
        .sort(),
    ).toEqual([s3, s2].sort());
    expect(pagesOf(events)[1]).toMatchObject({ role: "separator", deleted: true });
    expect(events.filter((event) => event.kind === "target")).toEqual([
      { kind: "target", ...at(3), by: "separator" },
      { kind: "target", ...at(2), by: "separator" },
    ]);
    expect(events.at(-1)).toMatchObject({ pageCount: 6, fault: null });
  });

  it("mean the next component by patch T or without a number, and after loose pages the first", async () => {
    const events = await run([sheet(1), sheetWithPatch(), sheet(2), separator(null), sheet(3)], 0);
    const [a, , b, , c] = idsOf(events);
    expect(bed.arrangement(dossierId)).toEqual({ 0: [a], 1: [b], 2: [c] });
  });

  it("that name nothing that can take pages are told, and the pages go on where they went", async () => {
    const received = "TAM-01-261122-0009";
    bed.addDossier("discarded", received);
    const signs = [separator(9), separator(1, "TAM-01-261122-7777"), separator(1, received), sheetWithCode(received)];
    const events = await run([sheet(1), ...signs, sheet(2)], 3);
    const refused = events.flatMap((event) => (event.kind === "target-refused" ? [event.fault.code] : []));
    expect(refused).toEqual(["NOT_FOUND", "NOT_FOUND", "DOSSIER_NOT_DRAFT", "DOSSIER_NOT_DRAFT"]);
    const [a, , , , receipt, b] = idsOf(events);
    expect(bed.arrangement(dossierId)).toEqual({ 3: [a, receipt, b] });
  });

  it("do not lead back to the first component when that of the pages before has left the checklist", async () => {
    const drop = () =>
      bed.storage.transaction((writer) =>
        writer.run("UPDATE components SET removed = 1 WHERE id = ?", at(2).componentId),
      );
    const events = await run([sheet(1), drop, sheetWithPatch(), sheet(2), sheet(3)], 2);
    expect(events.find((event) => event.kind === "target-refused")).toMatchObject({ code: "T" });
    expect(bed.arrangement(dossierId)).toEqual({ 2: [idsOf(events)[0]] });
    expect(events.at(-1)).toMatchObject({ fault: { code: "NOT_FOUND" } });
  });

  it("lead to another dossier, where the receipt itself is a loose page", async () => {
    const other = bed.addDossier("draft", "TAM-01-261122-0001");
    bed.addComponents(other, 2);
    const events = await run([
      sheetWithCode("TAM-01-261122-0001"),
      sheet(1),
      separator(2, "TAM-01-261122-0001"),
      sheet(2),
    ]);
    const [receipt, a, , b] = idsOf(events);
    expect(bed.arrangement(other)).toEqual({ 0: [receipt, a], 2: [b] });
    expect(bed.arrangement(dossierId)).toEqual({});
  });

  it("lead to dossiers that were received: a whole stack, each with its receipt on top", async () => {
    const codes = ["TAM-01-261122-0011", "TAM-01-261122-0012"] as const;
    const [a, b] = codes.map((code) => bed.addDossier("received", code)) as [string, string];
    bed.addComponents(b, 2);
    bed.late.length = 0;
    const signs = [sheetWithCode(codes[0]), sheetWithCode(codes[1]), separator(1)];
    const [receiptA, receiptB, first] = signs as [DriverEvent, DriverEvent, DriverEvent];
    const stack = [receiptA, sheet(1), sheet(2), receiptB, first, sheet(3), sheet(4), sheet(5)];
    const events = await run(stack, 0);
    const ids = idsOf(events);
    expect(events.at(-1)).toMatchObject({ pageCount: 8, fault: null });
    expect(bed.arrangement(a)).toEqual({ 0: ids.slice(0, 3) });
    expect(bed.arrangement(b)).toEqual({ 0: [ids[3]], 1: ids.slice(5) });
    expect(bed.arrangement(dossierId)).toEqual({});
    expect(bed.late).toEqual([a, a, a, b, b, b, b]);
  });

  it("may begin in a received dossier; one that the province has ended takes nothing", async () => {
    const code = "TAM-01-261122-0013";
    const received = bed.addDossier("received", code);
    bed.device.events = [sheet(1)];
    const events = await bed.run({ target: { dossierId: received, componentId: null } });
    expect(bed.arrangement(received)).toEqual({ 0: idsOf(events) });
    const end = "UPDATE dossiers SET province_state = 10 WHERE id = ?";
    bed.storage.transaction((writer) => writer.run(end, received));
    const refused = await run([sheetWithCode(code), sheet(2)], 1);
    expect(refused.find((event) => event.kind === "target-refused")).toMatchObject({
      fault: { code: "DOSSIER_FINISHED" },
    });
    expect(bed.arrangement(dossierId)).toEqual({ 1: idsOf(refused) });
    const direct = await bed.run({ target: { dossierId: received, componentId: null } });
    expect(direct.at(-1)).toMatchObject({ pageCount: 0, fault: { code: "DOSSIER_FINISHED" } });
  });

  it("are still known when the image process is killed while it looks for their codes", async () => {
    bed.killsAt.push("readCodes");
    const events = await run([separator(2), sheet(1), separator(3), sheet(2)]);
    const [s2, a, s3, b] = idsOf(events);
    expect(bed.killsAt).toEqual([]);
    expect(bed.arrangement(dossierId)).toEqual({ 2: [a], 3: [b] });
    expect(bed.papers.listRemoved(dossierId).map((page) => page.id)).toEqual(expect.arrayContaining([s2, s3]));
    expect(events.at(-1)).toMatchObject({ pageCount: 4, fault: null });
  });

  it("are still known by their backs when it is killed while it looks at one of them", async () => {
    bed.killsAt.push("inspect");
    const events = await run([separator(2), sheet(255), sheet(90), sheet(255)], 1, { source: "duplex" });
    expect(pagesOf(events).map((page) => page.role)).toEqual(["separator", "separator", "page", "page"]);
    expect(events.at(-1)).toMatchObject({ pageCount: 4, fault: null });
  });

  it("that kill it each time they are looked at are kept as pages, and the batch ends", async () => {
    bed.killsAt.push("readCodes", "readCodes");
    const events = await run([separator(2), sheet(1)]);
    expect(bed.killsAt).toEqual([]);
    expect(bed.arrangement(dossierId)).toEqual({ 1: idsOf(events) });
    expect(events.at(-1)).toMatchObject({ pageCount: 1, fault: { code: "FILE_UNREADABLE" } });
  });

  it("take their empty back sides with them", async () => {
    const events = await run([separator(2), sheet(255), sheet(90), sheet(255)], 1, { source: "duplex" });
    expect(pagesOf(events).map((page) => page.role)).toEqual(["separator", "separator", "page", "page"]);
  });

  it("are pages like any other when nobody asked for them to be read, and so is a code that is not ours", async () => {
    bed.device.events = [separator(2), sheet(1)];
    expect(pagesOf(await bed.run({ target: at(1) })).every((page) => page.role === "page")).toBe(true);
    const events = await run([sheetWithCode("https://example.invalid/"), sheet(1)]);
    expect(without(events, "page").map((event) => event.kind)).toEqual(["started", "finished"]);
  });
});
