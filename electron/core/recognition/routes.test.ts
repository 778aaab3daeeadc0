import { call } from "@orpc/server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRecognition, recognitionRoutes } from ".";
import { DomainError } from "../../../shared/errors";
import { TESSDATA } from "./fixtures/letter";
import { CLOCK, openTestOffice, type TestOffice } from "./fixtures/test-office";

let office: TestOffice;
beforeEach(() => (office = openTestOffice()));
afterEach(() => office.remove());

/** Nothing is read here. */
const nothing = () => Promise.reject(new Error());
const imaging = { clean: nothing, readCodes: nothing, drawCleaned: nothing };

describe("the recognition part of the contract", () => {
  it("answers with what the contract promises, and refuses a search that is too long", async () => {
    const ocrEngine = () => "tesseract.js" as const;
    const recognition = createRecognition({ ...office, imaging, clock: CLOCK, tessdataFolder: TESSDATA, ocrEngine });
    const routes = recognitionRoutes(recognition);
    const dossierId = office.addDossier({ summary: "Đơn đề nghị" });
    const pageId = office.addPage({ dossierId, enqueue: recognition.enqueue });
    office.storage.transaction((writer) => recognition.indexDossier(writer, dossierId));
    expect(await call(routes.queue, undefined)).toEqual({ queued: 1, running: 0, failed: 0 });
    expect(await call(routes.retryFailed, undefined)).toEqual({ queued: 1, running: 0, failed: 0 });
    expect(await call(routes.pageText, { pageId })).toMatchObject({ state: "queued", text: "", words: [] });
    expect(await call(routes.lookAt, { pageId })).toBeNull();
    expect(await call(routes.recipe, { pageId })).toEqual({ pageId, steps: [] });
    expect(await call(routes.setRecipe, { pageId, off: ["stamp"] })).toEqual({ pageId, steps: [] });
    const box = { x0: 0, y0: 0, x1: 1, y1: 1 };
    await expect(call(routes.editWord, { pageId, box, text: "x" })).rejects.toThrow(DomainError);
    expect(await call(routes.engines, undefined)).toMatchObject([
      { id: "tesseract.js", isAvailable: true },
      { id: "tesseract", isAvailable: true },
    ]);
    expect(await call(routes.search, { text: "don de" })).toMatchObject([{ dossierId, where: "summary" }]);
    await expect(call(routes.search, { text: "x".repeat(201) })).rejects.toThrow();
    await recognition.stop();
  });
});
