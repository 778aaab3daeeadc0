import { call } from "@orpc/server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRecognition, recognitionRoutes } from ".";
import { CLOCK, openTestOffice, TESSDATA, type TestOffice } from "./fixtures/test-office";

let office: TestOffice;
beforeEach(() => (office = openTestOffice()));
afterEach(() => office.remove());

describe("the recognition part of the contract", () => {
  it("answers with what the contract promises, and refuses a search that is too long", async () => {
    const recognition = createRecognition({ ...office, clock: CLOCK, tessdataFolder: TESSDATA });
    const routes = recognitionRoutes(recognition);
    const dossierId = office.addDossier({ summary: "Đơn đề nghị" });
    const pageId = office.addPage({ dossierId, enqueue: recognition.enqueue });
    office.storage.transaction((writer) => recognition.indexDossier(writer, dossierId));
    expect(await call(routes.queue, undefined)).toEqual({ queued: 1, running: 0, failed: 0 });
    expect(await call(routes.retryFailed, undefined)).toEqual({ queued: 1, running: 0, failed: 0 });
    expect(await call(routes.pageText, { pageId })).toMatchObject({ state: "queued", text: "", words: [] });
    expect(await call(routes.search, { text: "don de" })).toMatchObject([{ dossierId, where: "summary" }]);
    await expect(call(routes.search, { text: "x".repeat(201) })).rejects.toThrow();
    await recognition.stop();
  });
});
