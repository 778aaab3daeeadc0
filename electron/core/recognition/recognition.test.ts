import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createRecognition, type RecognitionService } from ".";
import { DomainError } from "../../../shared/errors";
import { buildImageProcess } from "../image-process.fixture";
import { createImaging, startNodeImageProcess, type Imaging } from "../imaging";
import { LETTER, TESSDATA } from "./fixtures/letter";
import { CLOCK, openTestOffice, type TestOffice } from "./fixtures/test-office";

let imaging: Imaging;
beforeAll(async () => {
  const entry = await buildImageProcess();
  imaging = createImaging({ startImageProcess: () => Promise.resolve(startNodeImageProcess(entry)) });
});
afterAll(() => imaging.close());

let office: TestOffice;
let recognition: RecognitionService;
beforeEach(() => {
  office = openTestOffice();
  recognition = openRecognition();
});
afterEach(async () => {
  await recognition.stop();
  office.remove();
});

function openRecognition(): RecognitionService {
  const ocrEngine = () => "tesseract.js" as const;
  return createRecognition({ ...office, imaging, clock: CLOCK, tessdataFolder: TESSDATA, workers: 1, ocrEngine });
}

const isIdle = () => recognition.queue().queued + recognition.queue().running === 0;
const readAll = async () => {
  recognition.start();
  await expect.poll(isIdle, { timeout: 50_000 }).toBe(true);
};
const addPage = (image?: Uint8Array, dossierId = office.addDossier()) =>
  office.addPage({ dossierId, image, enqueue: recognition.enqueue });

describe("recognition", () => {
  it("reads a page, publishes it, and finds it without diacritics; what is no picture fails", async () => {
    const published: (string | null)[] = [];
    office.changes.subscribe((change) => published.push(change.id));
    const dossierId = office.addDossier({ applicantName: "Nguyễn Thị Hường" });
    const pageId = addPage(LETTER, dossierId);
    const damaged = addPage(Buffer.from("%PDF-1.4"), dossierId);
    await readAll();
    expect(recognition.pageText(pageId)).toMatchObject({ state: "done", fault: null });
    expect(recognition.pageText(pageId).words.length).toBeGreaterThan(40);
    expect(recognition.pageText(damaged)).toMatchObject({ state: "failed", text: "" });
    expect(recognition.pageText(damaged).fault?.code).toMatch(/^FILE_/);
    expect(recognition.search("le mon xa dong thinh", 10)).toMatchObject([
      { dossierId, pageId, where: "page", snippet: expect.stringContaining("⟦Lễ Môn, xã Đông Thịnh⟧") as string },
    ]);
    expect(published.filter((id) => id === pageId)).toHaveLength(2);
    expect(() => recognition.pageText("nobody")).toThrow(DomainError);
  });

  it("puts the page back and ends at once when it is stopped, and reads it after the next start", async () => {
    const pageId = addPage();
    recognition.start();
    await expect.poll(() => recognition.queue().running).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await recognition.stop();
    const job = "SELECT state, attempts FROM recognition_jobs WHERE page_id = ?";
    expect(office.storage.read.get(job, pageId)).toEqual({ state: "queued", attempts: 0 });
    office.reopen();
    recognition = openRecognition();
    await readAll();
    expect(recognition.pageText(pageId).state).toBe("done");
  });

  it("keeps the officer's word in text, search and every later reading, turned or not", async () => {
    const pageId = addPage();
    await readAll();
    const word = recognition.pageText(pageId).words.find(({ text }) => text === "Hường,");
    if (!word) throw new Error("the name was not read");
    const edited = recognition.editWord(pageId, { box: word, text: "Hương," });
    expect(edited.text).toContain("Nguyễn Thị Hương, sinh");
    expect(edited.words).toContainEqual({ ...word, text: "Hương,", confidence: 100, editedFrom: "Hường," });
    expect(recognition.search("Hương", 10)).toMatchObject([{ pageId }]);
    recognition.setRecipe(pageId, ["denoise"]);
    await expect.poll(isIdle, { timeout: 50_000 }).toBe(true);
    expect(recognition.pageText(pageId).text).toContain("Nguyễn Thị Hương, sinh");
    office.storage.transaction((writer) => {
      writer.run("UPDATE pages SET rotation = 180 WHERE id = ?", pageId);
      recognition.readAgain(writer, pageId);
    });
    await expect.poll(isIdle, { timeout: 50_000 }).toBe(true);
    expect(recognition.pageText(pageId).text).toContain("Nguyễn Thị Hương, sinh");
    expect(recognition.pageRead(pageId)?.notes).toContain("upside_down");
  });

  it("puts a word of a turned page that is not read again yet in its right place", async () => {
    const pageId = addPage();
    await readAll();
    const word = recognition.pageText(pageId).words.find(({ text }) => text === "Hường,");
    if (!word) throw new Error("the name was not read");
    office.storage.transaction((writer) => {
      writer.run("UPDATE pages SET rotation = 180 WHERE id = ?", pageId);
      recognition.readAgain(writer, pageId);
    });
    recognition.editWord(pageId, { box: word, text: "Hương," });
    await expect.poll(isIdle, { timeout: 50_000 }).toBe(true);
    expect(recognition.pageText(pageId).text).toContain("Nguyễn Thị Hương, sinh");
  });

  it("takes a word away, gives back what the machine had, and refuses a place without a word", async () => {
    const pageId = addPage();
    await readAll();
    const [word] = recognition.pageText(pageId).words;
    if (!word) throw new Error("nothing was read");
    const before = recognition.pageText(pageId);
    expect(recognition.editWord(pageId, { box: word, text: "ĐƯỜNG" }).text).toMatch(/^ĐƯỜNG ĐỀ NGHỊ/);
    expect(recognition.editWord(pageId, { box: word, text: word.text }).text).toBe(before.text);
    expect(office.storage.read.value("SELECT count(*) FROM word_edits")).toBe(0);
    expect(recognition.editWord(pageId, { box: word, text: "" }).text).toMatch(/^ĐỀ NGHỊ/);
    const nowhere = { x0: 0, y0: 0, x1: 2, y1: 2 };
    expect(() => recognition.editWord(pageId, { box: nowhere, text: "x" })).toThrow(DomainError);
  });

  it("tells which steps were done, reads again without those switched off, and first what is looked at", async () => {
    const [pageId, other] = [addPage(), addPage()];
    expect(recognition.recipe(pageId)).toEqual({ pageId, steps: [] });
    await readAll();
    expect(recognition.recipe(pageId).steps.map(({ name }) => name)).toContain("deskew");
    const recipe = recognition.setRecipe(pageId, ["flatten"]);
    expect(recipe.steps.find(({ name }) => name === "flatten")).toMatchObject({ isOff: true });
    await expect.poll(isIdle, { timeout: 50_000 }).toBe(true);
    const flatten = (id: string) => recognition.recipe(id).steps.find(({ name }) => name === "flatten");
    expect(flatten(pageId)).toMatchObject({ isOff: true, wasDone: false });
    expect(flatten(other)).toMatchObject({ isOff: false });
    expect(() => recognition.setRecipe("nobody", [])).toThrow(DomainError);
  });

  it("shows a page as it was made ready for reading", async () => {
    const cleaned = await recognition.cleanedPicture(addPage());
    const stored = await imaging.toStoredImage(cleaned, 300);
    expect(stored).toMatchObject({ mimeType: "image/jpeg" });
    expect(stored.widthPx).toBeGreaterThan(1654); // 250 dpi are too few to be read as they are
    await expect(recognition.cleanedPicture("nobody")).rejects.toThrow();
  });
});
