import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { WordBox } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { OcrEngine, OcrEngineKind, Recognised } from "./engine";
import { EnginePool, type PoolOptions } from "./engine-pool";
import { CLOCK, LETTER, openTestOffice, TESSDATA, type TestOffice } from "./fixtures/test-office";
import { countJobs, enqueueJob, requeueFailed, requeueJob, takeJob } from "./job-queue";
import { createRecognition } from "./recognition-service";
import { ReadingRunner } from "./runner";

const WORD: WordBox = { text: "giấy", x0: 1, y0: 2, x1: 3, y1: 4, confidence: 91 };
const READ: Recognised = { text: "giấy khai sinh", words: [WORD], confidence: 91 };

/** An engine that follows a script, for what a real one does only when it breaks. */
function scripted(answers: (() => Promise<Recognised>)[]): OcrEngineKind & { opened: number; closed: number } {
  const kind = { id: "scripted", opened: 0, closed: 0, open };
  function open(): OcrEngine {
    kind.opened += 1;
    return { recognise: () => (answers.shift() ?? (() => Promise.resolve(READ)))(), close: () => (kind.closed += 1) };
  }
  return kind;
}

const never = () => new Promise<Recognised>(() => undefined);
const fails = () => Promise.reject(new DomainError("OCR_FAILED", { reason: "test" }));

let office: TestOffice;
let runner: ReadingRunner | undefined;
beforeEach(() => (office = openTestOffice()));
afterEach(async () => {
  await runner?.stop();
  runner = undefined;
  office.remove();
});

function addQueuedPage(image?: Uint8Array): string {
  const dossierId = office.addDossier();
  return office.addPage({
    dossierId,
    image,
    enqueue: (writer, id) => enqueueJob(writer, id, CLOCK.now().toISOString()),
  });
}

function startRunner(kind: OcrEngineKind, limits: Partial<PoolOptions> = {}): ReadingRunner {
  const pool = new EnginePool({ kind, size: 1, ...limits });
  runner = new ReadingRunner({ ...office, clock: CLOCK, pool });
  runner.start();
  return runner;
}

async function waitFor(what: () => boolean): Promise<void> {
  const until = Date.now() + 20_000;
  while (!what()) {
    if (Date.now() > until) throw new Error("waited too long");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const queue = () => countJobs(office.storage.read);
const isIdle = () => queue().queued + queue().running === 0;
const job = (pageId: string) =>
  office.storage.read.get<{ state: string; attempts: number; fault: string | null }>(
    "SELECT state, attempts, fault FROM recognition_jobs WHERE page_id = ?",
    pageId,
  );

describe("the page queue", () => {
  it("takes the page that waits longest, and each page once", () => {
    const [first, second] = [addQueuedPage(), addQueuedPage()];
    const take = () => office.storage.transaction((writer) => takeJob(writer))?.pageId;
    expect([take(), take(), take()]).toEqual([first, second, undefined]);
  });

  it("forgets a page whose transaction was rolled back, and takes a second wish for one", () => {
    const pageId = addQueuedPage();
    office.storage.transaction((writer) => enqueueJob(writer, pageId, CLOCK.now().toISOString()));
    expect(() =>
      office.addPage({
        dossierId: office.addDossier(),
        enqueue: (writer, id) => {
          enqueueJob(writer, id, CLOCK.now().toISOString());
          throw new Error("the page was not added");
        },
      }),
    ).toThrow();
    expect(queue()).toEqual({ queued: 1, running: 0, failed: 0 });
  });

  it("reads again what a crash cut off, without a copy", async () => {
    const pageId = addQueuedPage();
    office.storage.transaction((writer) => takeJob(writer));
    office.reopen();
    startRunner(scripted([]));
    await waitFor(isIdle);
    expect(job(pageId)).toMatchObject({ state: "done", attempts: 2 });
    expect(office.storage.read.value("SELECT count(*) FROM page_texts")).toBe(1);
    expect(office.storage.read.value("SELECT count(*) FROM search_entries WHERE kind = 'page'")).toBe(1);
  });

  it("gives up a page during which core died ten times", () => {
    const pageId = addQueuedPage();
    for (let crash = 0; crash < 10; crash += 1) {
      office.storage.transaction((writer) => takeJob(writer));
      office.reopen();
      const pool = new EnginePool({ kind: scripted([never]), size: 0 });
      new ReadingRunner({ ...office, clock: CLOCK, pool }).start();
    }
    expect(job(pageId)).toMatchObject({ state: "failed" });
  });
});

describe("reading in the background", () => {
  it("tries a page that fails once more, and then reads the next", async () => {
    const failing = addQueuedPage();
    const engines = scripted([fails, fails]);
    startRunner(engines);
    await waitFor(isIdle);
    expect(job(failing)).toMatchObject({ state: "failed", attempts: 2 });
    expect(JSON.parse(job(failing)?.fault ?? "")).toEqual({ code: "OCR_FAILED", facts: { reason: "test" } });
    const sound = addQueuedPage();
    runner?.wake();
    await waitFor(isIdle);
    expect(job(sound)).toMatchObject({ state: "done" });
    expect(engines.opened).toBe(3);
  });

  it("kills an engine that takes too long, and reads the page with a fresh one", async () => {
    const pageId = addQueuedPage();
    const engines = scripted([never]);
    startRunner(engines, { timeoutMs: 30 });
    await waitFor(isIdle);
    expect(job(pageId)).toMatchObject({ state: "done", attempts: 2, fault: null });
    expect([engines.opened, engines.closed]).toEqual([2, 1]);
  });

  it("tells that a page took too long twice, and reads it on request", async () => {
    const pageId = addQueuedPage();
    startRunner(scripted([never, never]), { timeoutMs: 30 });
    await waitFor(isIdle);
    expect(JSON.parse(job(pageId)?.fault ?? "")).toEqual({ code: "OCR_TIMEOUT", facts: { seconds: 0.03 } });
    office.storage.transaction((writer) => requeueFailed(writer, CLOCK.now().toISOString()));
    runner?.wake();
    await waitFor(isIdle);
    expect(job(pageId)).toMatchObject({ state: "done", attempts: 1 });
  });

  it("replaces an engine after its number of pages", async () => {
    for (let page = 0; page < 5; page += 1) addQueuedPage();
    const engines = scripted([]);
    startRunner(engines, { pagesPerEngine: 2 });
    await waitFor(isIdle);
    expect([engines.opened, engines.closed]).toEqual([3, 2]);
  });

  it("reads a page that was turned again as it is shown now, and never keeps what was read before", async () => {
    const pageId = addQueuedPage();
    let readUpsideDown: (read: Recognised) => void = () => undefined;
    const slow = new Promise<Recognised>((resolve) => (readUpsideDown = resolve));
    startRunner(scripted([() => slow]));
    await waitFor(() => queue().running === 1);
    office.storage.transaction((writer) => {
      writer.run("UPDATE pages SET rotation = 180 WHERE id = ?", pageId);
      requeueJob(writer, pageId, CLOCK.now().toISOString());
    });
    readUpsideDown({ text: "ʎɐᴉƃ", words: [], confidence: 12 });
    await waitFor(isIdle);
    expect(job(pageId)).toMatchObject({ state: "done", attempts: 1 });
    expect(office.storage.read.value("SELECT text FROM page_texts WHERE page_id = ?", pageId)).toBe(READ.text);
  });

  it("does not fail a page for what happened before it was turned", async () => {
    const pageId = addQueuedPage();
    let fail: (error: Error) => void = () => undefined;
    const slow = new Promise<Recognised>((_, reject) => (fail = reject));
    startRunner(scripted([() => slow]));
    await waitFor(() => queue().running === 1);
    office.storage.transaction((writer) => {
      writer.run("UPDATE pages SET rotation = 90 WHERE id = ?", pageId);
      requeueJob(writer, pageId, CLOCK.now().toISOString());
    });
    fail(new DomainError("BLOB_DAMAGED", {}));
    await waitFor(isIdle);
    expect(job(pageId)).toMatchObject({ state: "done", fault: null });
  });

  it("does not try again what is damaged on the disk", async () => {
    const pageId = addQueuedPage();
    const broken = {
      ...office.papers,
      readUpright: () => Promise.reject(new DomainError("BLOB_DAMAGED", { sha256: "0" })),
    };
    const pool = new EnginePool({ kind: scripted([]), size: 1 });
    runner = new ReadingRunner({ ...office, papers: broken, clock: CLOCK, pool });
    runner.start();
    await waitFor(isIdle);
    expect(job(pageId)).toMatchObject({ state: "failed", attempts: 1 });
  });

  it("puts the page back and ends at once when it is stopped", async () => {
    const pageId = addQueuedPage();
    const recognition = createRecognition({ ...office, clock: CLOCK, tessdataFolder: TESSDATA, workers: 1 });
    recognition.start();
    await waitFor(() => recognition.queue().running === 1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const before = Date.now();
    await recognition.stop();
    expect(Date.now() - before).toBeLessThan(1000);
    expect(job(pageId)).toMatchObject({ state: "queued", attempts: 0 });
  });
});

describe("recognition", () => {
  it("reads a page, publishes it, and finds it without diacritics; what is no picture fails", async () => {
    const recognition = createRecognition({ ...office, clock: CLOCK, tessdataFolder: TESSDATA, workers: 1 });
    const published: (string | null)[] = [];
    office.changes.subscribe((change) => published.push(change.id));
    recognition.start();
    const dossierId = office.addDossier({ applicantName: "Nguyễn Thị Hường" });
    const enqueue = recognition.enqueue;
    const pageId = office.addPage({ dossierId, image: LETTER, enqueue });
    const damaged = office.addPage({ dossierId, image: Buffer.from("%PDF-1.4"), enqueue });
    let turns = 0;
    await waitFor(() => {
      turns += 1;
      return isIdle();
    });
    await recognition.stop();
    expect(turns).toBeGreaterThan(20); // the thread went on with other work while the pages were read
    expect(recognition.pageText(pageId)).toMatchObject({ state: "done", fault: null });
    expect(recognition.pageText(pageId).words.length).toBeGreaterThan(40);
    expect(recognition.pageText(damaged)).toMatchObject({ state: "failed", text: "", fault: { code: "OCR_FAILED" } });
    expect(recognition.search("le mon xa dong thinh", 10)).toMatchObject([
      { dossierId, pageId, where: "page", snippet: expect.stringContaining("⟦Lễ Môn, xã Đông Thịnh⟧") as string },
    ]);
    expect(published.filter((id) => id === pageId)).toHaveLength(2);
    expect(() => recognition.pageText("nobody")).toThrow(DomainError);
  });
});
