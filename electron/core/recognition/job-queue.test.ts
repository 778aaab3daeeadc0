import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DomainError } from "../../../shared/errors";
import { CLOCK, openTestOffice, type TestOffice } from "./fixtures/test-office";
import { countJobs, enqueueJob, hastenJob, requeueFailed, requeueJob, takeJob } from "./job-queue";
import type { PagePicture, PageReader } from "./page-reader";
import type { PageRead, ReadWord } from "./page-reading";
import type { PageWorkDeps } from "./page-work";
import { saveStepsOff } from "./recipes";
import { ReadingRunner } from "./runner";

const WORD: ReadWord = { text: "giấy khai sinh", x0: 1, y0: 2, x1: 3, y1: 4, confidence: 91, line: 0 };
const READ: PageRead = {
  ...{ text: WORD.text, words: [WORD], rules: [], confidence: 91, codes: [], steps: [], notes: [] },
  engine: "scripted",
};

/** A reader that follows a script, for what a real one does only when something breaks. */
function scripted(answers: (() => Promise<PageRead>)[]): PageReader & { pictures: PagePicture[] } {
  const pictures: PagePicture[] = [];
  const read = (picture: PagePicture) => {
    pictures.push(picture);
    return (answers.shift() ?? (() => Promise.resolve(READ)))();
  };
  return { pictures, read, takeTextLayer: read };
}

const never = () => new Promise<PageRead>(() => undefined);
const fails = () => Promise.reject(new DomainError("OCR_FAILED", { reason: "test" }));

let office: TestOffice;
let runner: ReadingRunner | undefined;
beforeEach(() => (office = openTestOffice()));
afterEach(async () => {
  await runner?.stop();
  runner = undefined;
  office.remove();
});

let drawn = 0;
/** A picture of its own, so that no page has been read as another one. */
function addQueuedPage(image: Uint8Array = Buffer.from(`picture ${String((drawn += 1))}`)): string {
  const enqueue = (writer: Parameters<typeof enqueueJob>[0], id: string) => enqueueJob(writer, id, nowUtc());
  return office.addPage({ dossierId: office.addDossier(), image, enqueue });
}

const nowUtc = () => CLOCK.now().toISOString();
const KIND = { id: "scripted", open: () => ({ recognise: () => Promise.reject(new Error()), close: () => undefined }) };

function createRunner(reader: PageReader, more: Partial<PageWorkDeps & { lanes: number }> = {}): ReadingRunner {
  const deps = { ...office, clock: CLOCK, reader, currentEngine: () => Promise.resolve(KIND) };
  return new ReadingRunner({ lanes: 1, closeEngines: () => undefined, onPageRead: () => undefined, ...deps, ...more });
}

function startRunner(reader: PageReader, more: Partial<PageWorkDeps & { lanes: number }> = {}): ReadingRunner {
  runner = createRunner(reader, more);
  runner.start();
  return runner;
}

const waitFor = (what: () => boolean) => expect.poll(what, { interval: 5 }).toBe(true);
const queue = () => countJobs(office.storage.read);
const isIdle = () => queue().queued + queue().running === 0;
const job = (pageId: string) =>
  office.storage.read.get<{ state: string; attempts: number; fault: string | null }>(
    "SELECT state, attempts, fault FROM recognition_jobs WHERE page_id = ?",
    pageId,
  );
const textOf = (pageId: string) =>
  office.storage.read.value<string>("SELECT text FROM page_texts WHERE page_id = ?", pageId);

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
          enqueueJob(writer, id, nowUtc());
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
      createRunner(scripted([]), { lanes: 0 }).start();
    }
    expect(job(pageId)).toMatchObject({ state: "failed" });
  });
});

describe("reading in the background", () => {
  it("tries a page that fails once more, and then reads the next", async () => {
    const failing = addQueuedPage();
    startRunner(scripted([fails, fails]));
    await waitFor(isIdle);
    expect(job(failing)).toMatchObject({ state: "failed", attempts: 2 });
    expect(JSON.parse(job(failing)?.fault ?? "")).toEqual({ code: "OCR_FAILED", facts: { reason: "test" } });
    const sound = addQueuedPage();
    runner?.wake();
    await waitFor(isIdle);
    expect(job(sound)).toMatchObject({ state: "done" });
  });

  it("tells that a page took too long twice, and reads it on request", async () => {
    const late = () => Promise.reject(new DomainError("OCR_TIMEOUT", { seconds: 60 }));
    const pageId = addQueuedPage();
    startRunner(scripted([late, late]));
    await waitFor(isIdle);
    expect(JSON.parse(job(pageId)?.fault ?? "")).toEqual({ code: "OCR_TIMEOUT", facts: { seconds: 60 } });
    office.storage.transaction((writer) => requeueFailed(writer, nowUtc()));
    runner?.wake();
    await waitFor(isIdle);
    expect(job(pageId)).toMatchObject({ state: "done", attempts: 1 });
  });

  it("reads a page that was turned again as it is shown now, and never keeps what was read before", async () => {
    const pageId = addQueuedPage();
    let readUpsideDown: (read: PageRead) => void = () => undefined;
    const slow = new Promise<PageRead>((resolve) => (readUpsideDown = resolve));
    startRunner(scripted([() => slow]));
    await waitFor(() => queue().running === 1);
    office.storage.transaction((writer) => {
      writer.run("UPDATE pages SET rotation = 180 WHERE id = ?", pageId);
      requeueJob(writer, pageId, CLOCK.now().toISOString());
    });
    readUpsideDown({ ...READ, text: "ʎɐᴉƃ", words: [], confidence: 12 });
    await waitFor(isIdle);
    expect(job(pageId)).toMatchObject({ state: "done", attempts: 1 });
    expect(textOf(pageId)).toBe(READ.text);
  });

  it("does not fail a page for what happened before it was turned", async () => {
    const pageId = addQueuedPage();
    let fail: (error: Error) => void = () => undefined;
    const slow = new Promise<PageRead>((_, reject) => (fail = reject));
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
    const damaged = () => Promise.reject(new DomainError("BLOB_DAMAGED", { sha256: "0" }));
    startRunner(scripted([damaged]));
    await waitFor(isIdle);
    expect(job(pageId)).toMatchObject({ state: "failed", attempts: 1 });
  });

  it("discards what was read before another way of cleaning was chosen", async () => {
    const pageId = addQueuedPage();
    let readOld: (read: PageRead) => void = () => undefined;
    const reader = scripted([() => new Promise((resolve) => (readOld = resolve))]);
    startRunner(reader);
    await waitFor(() => reader.pictures.length === 1);
    office.storage.transaction((writer) => {
      saveStepsOff(writer, pageId, ["flatten", "stamp"]);
      requeueJob(writer, pageId, nowUtc());
    });
    readOld({ ...READ, text: "old" });
    await waitFor(isIdle);
    expect(reader.pictures.map(({ off }) => off)).toEqual([[], ["stamp", "flatten"]]);
    expect(textOf(pageId)).toBe(READ.text);
  });

  it("stores nothing of a page when what is made of it cannot be stored, and stores both later", async () => {
    const pageId = addQueuedPage();
    let isFull = true;
    const onPageRead = () => {
      if (isFull) throw new DomainError("STORAGE_FULL");
    };
    startRunner(scripted([]), { onPageRead });
    await waitFor(() => queue().running === 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([textOf(pageId), job(pageId)?.state]).toEqual([undefined, "running"]);
    isFull = false;
    runner?.wake();
    await waitFor(isIdle);
    expect(textOf(pageId)).toBe(READ.text);
  });

  it("fails a page that can never be stored, keeps nothing of it, and reads the next", async () => {
    const [poison, next] = [addQueuedPage(), addQueuedPage()];
    const onPageRead = (_: unknown, id: string) => {
      if (id === poison) throw new TypeError("a fault of ours");
    };
    startRunner(scripted([]), { onPageRead });
    await waitFor(isIdle);
    expect([job(poison)?.state, textOf(poison)]).toEqual(["failed", undefined]);
    expect([job(next)?.state, textOf(next)]).toEqual(["done", READ.text]);
  });

  it("hands what was read over in the transaction that stores it", async () => {
    const pageId = addQueuedPage();
    const seen: unknown[] = [];
    startRunner(scripted([]), {
      onPageRead: (writer, id, read) => seen.push([id, read, writer.value("SELECT text FROM page_texts")]),
    });
    await waitFor(isIdle);
    expect(seen).toEqual([[pageId, READ, READ.text]]);
  });
});

describe("a page that is being looked at", () => {
  const take = () => office.storage.transaction((writer) => takeJob(writer))?.pageId;
  const lookAt = (pageId: string, atUtc: string) =>
    office.storage.transaction((writer) => hastenJob(writer, pageId, atUtc));

  it("is read before all others, the latest look first, and then the queue goes on in its order", () => {
    const [first, second, third, fourth] = [addQueuedPage(), addQueuedPage(), addQueuedPage(), addQueuedPage()];
    lookAt(third, "2026-03-02T02:00:01.000Z");
    lookAt(fourth, "2026-03-02T02:00:02.000Z");
    expect([take(), take(), take(), take()]).toEqual([fourth, third, first, second]);
  });

  it("does not stand in the way of the others when it cannot be read", async () => {
    const [other, looked] = [addQueuedPage(), addQueuedPage()];
    lookAt(looked, nowUtc());
    const reader = scripted([fails]);
    startRunner(reader);
    await waitFor(isIdle);
    expect([job(other)?.state, job(looked)?.state]).toEqual(["done", "done"]);
    expect(reader.pictures.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(
      [looked, other, looked].map((id) => Buffer.from(office.papers.readPage(id)).toString()),
    );
  });

  it("is found without going through the queue", () => {
    const plan = office.storage.read.all<{ detail: string }>(
      `EXPLAIN QUERY PLAN SELECT page_id FROM recognition_jobs WHERE state = 'queued' AND urgent_since_utc IS NOT NULL
       ORDER BY urgent_since_utc DESC LIMIT 1`,
    );
    expect(plan.map(({ detail }) => detail).join()).toContain("recognition_jobs_urgent");
    expect(plan.map(({ detail }) => detail).join()).not.toContain("TEMP B-TREE");
  });
});

describe("a picture that was read before", () => {
  it("is not read again, as another page or on request; turned or cleaned otherwise it is", async () => {
    const picture = Buffer.from("the same sheet");
    const reader = scripted([]);
    const pages = [addQueuedPage(picture), addQueuedPage(picture)];
    startRunner(reader);
    await waitFor(isIdle);
    expect(reader.pictures).toHaveLength(1);
    expect(pages.map(textOf)).toEqual([READ.text, READ.text]);
    office.storage.transaction((writer) => {
      writer.run("UPDATE pages SET rotation = 90 WHERE id = ?", pages[0] ?? "");
      saveStepsOff(writer, pages[1] ?? "", ["denoise"]);
      for (const page of pages) requeueJob(writer, page, nowUtc());
    });
    runner?.wake();
    await waitFor(isIdle);
    expect(reader.pictures).toHaveLength(3);
  });

  it("is read again by another engine", async () => {
    const picture = Buffer.from("the same sheet");
    const reader = scripted([]);
    addQueuedPage(picture);
    let id = "first";
    startRunner(reader, { currentEngine: () => Promise.resolve({ ...KIND, id }) });
    await waitFor(isIdle);
    id = "second";
    addQueuedPage(picture);
    runner?.wake();
    await waitFor(isIdle);
    expect(reader.pictures).toHaveLength(2);
  });
});

describe("a page that brought its text along", () => {
  it("is not read; its words stand where they are shown", async () => {
    const pageId = addQueuedPage();
    const words = [{ text: "Quyết", x0: 10, y0: 20, x1: 60, y1: 40, line: 0 }];
    office.storage.transaction((writer) => {
      writer.run("INSERT INTO page_text_layers VALUES (?, ?)", pageId, JSON.stringify(words));
      writer.run("UPDATE pages SET rotation = 180 WHERE id = ?", pageId);
    });
    const taken: unknown[] = [];
    const takeTextLayer: PageReader["takeTextLayer"] = (_, found) => {
      taken.push(found);
      return Promise.resolve(READ);
    };
    startRunner({ read: never, takeTextLayer });
    await waitFor(isIdle);
    expect(taken).toEqual([[{ ...words[0], x0: 1594, y0: 780, x1: 1644, y1: 800 }]]);
  });
});
