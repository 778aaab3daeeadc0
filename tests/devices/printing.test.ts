// Printing of a received dossier's receipt: what is shown is what prints, and every job is followed to its end.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startPrintBed, whyNoBed } from "../../scripts/print-bed/start-bed.mjs";
import type { PrintJob } from "../../shared/contract";
import { lpadmin, openPrintingBed, type PrintingBed } from "./printing-bed";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const WAIT_MS = 40_000;

let bed: PrintingBed;
afterEach(() => bed.close());

function order(printer: string | null) {
  return { dossierId: bed.dossierId, form: "receipt" as const, printer, copies: 1 };
}

describe("without a printer", () => {
  beforeEach(async () => {
    process.env.CUPS_SERVER = "/nowhere/cups.sock";
    bed = await openPrintingBed();
  });
  afterAll(() => delete process.env.CUPS_SERVER);

  it("has no printers to choose from, and keeps the receipt as a PDF", async () => {
    expect(await bed.printing.printers()).toEqual([]);
    const job = await bed.printing.print(order(null));
    expect(job).toMatchObject({ state: "saved", printer: null, queueJobId: null, copyNumber: 1 });
    const { name, bytes } = bed.printing.pdf(job.id);
    expect(name).toMatch(/^TAM-02-261119-\d{4}-receipt-1\.pdf$/);
    expect(Buffer.from(bytes).subarray(0, 5).toString()).toBe("%PDF-");
    expect(bed.eventKinds()).toContain("print.saved");
  });

  it("prints the very file that was previewed", async () => {
    const preview = await bed.printing.preview(bed.dossierId, "receipt");
    expect(preview.pageCount).toBe(1);
    const job = await bed.printing.print(order(null));
    expect(bed.drawn).toHaveLength(1);
    const picture = await bed.printing.readPreview(preview.previewId, 1);
    expect(picture?.mimeType).toBe("image/png");
    expect(Buffer.from(bed.printing.pdf(job.id).bytes).toString("latin1")).toContain("% drawing 1");
  });

  it("shows the pages of a result, be it a PDF or a picture, and says what it cannot show", async () => {
    const read = (file: string) => fs.readFileSync(path.resolve(import.meta.dirname, "../..", file));
    const picture = read("assets/samples/giay-ket-hon.jpg");
    const golden = read("renderer/forms/receipt/golden.pdf");
    const atUtc = "2026-11-20T02:00:00.000Z";
    bed.results.set("p", { mimeType: "application/pdf", atUtc, bytes: golden });
    bed.results.set("i", { mimeType: "image/jpeg", atUtc, bytes: picture });
    bed.results.set("t", { mimeType: "text/plain", atUtc, bytes: Buffer.from("a text that is no picture") });
    for (const sha256 of ["p", "i"]) {
      const { previewId, pageCount } = await bed.printing.resultPreview({ dossierId: bed.dossierId, sha256 });
      expect(pageCount).toBe(1);
      const page = await bed.printing.readPreview(previewId, 1);
      expect(Buffer.from(page?.bytes ?? []).toString("hex", 0, 4), sha256).toBe("89504e47");
    }
    const show = (sha256: string) => bed.printing.resultPreview({ dossierId: bed.dossierId, sha256 });
    const stored = bed.storedFiles();
    bed.setNow("2026-11-29T02:00:00.000Z");
    await show("i");
    expect(bed.storedFiles(), "looked at again").toEqual(stored);
    await expect(show("t")).rejects.toThrow("FILE_TYPE_UNSUPPORTED");
    await expect(show("not here")).rejects.toThrow("NOT_FOUND");
    await expect(bed.printing.printResult({ dossierId: bed.dossierId, sha256: "p" }, "none")).rejects.toThrow("PRINT");
    expect(bed.eventKinds()).not.toContain("result.printed");
  });

  it("prints a separator sheet for each paper of a draft, which stays no part of its history", async () => {
    const dossierId = bed.startDraft();
    const job = await bed.printing.print({ dossierId, form: "separator", printer: null, copies: 1 });
    const [print] = bed.separators;
    expect(print?.dossierCode, "a draft has no code: the sheet is for the dossier being scanned").toBeNull();
    expect(print?.sheets.map(({ number }) => number)).toEqual(print?.sheets.map((_sheet, index) => index + 1));
    expect(print?.sheets.every(({ name }) => name !== "" && !name.endsWith("…"))).toBe(true);
    expect(bed.printing.pdf(job.id).name).toMatch(/^[0-9a-f-]{13}-separator-1\.pdf$/);
    expect(bed.eventKinds()).not.toContain("print.saved");
  });

  it("names the dossier on the sheets of a received one, and no dossier on those for the next paper", async () => {
    await bed.printing.print({ dossierId: bed.dossierId, form: "separator", printer: null, copies: 1 });
    await bed.printing.print({ dossierId: bed.dossierId, form: "separator-next", printer: null, copies: 1 });
    const [own, next] = bed.separators;
    expect(own?.dossierCode).toMatch(/^TAM-02-261119-\d{4}$/);
    expect(next).toMatchObject({ dossierCode: null, sheets: [{ number: null, name: "" }] });
    expect(bed.eventKinds()).not.toContain("print.saved");
  });

  it("draws once what the window asks for again and again", async () => {
    const asked = await Promise.all([1, 2, 3].map(() => bed.printing.preview(bed.dossierId, "receipt")));
    expect(new Set(asked.map(({ previewId }) => previewId)).size).toBe(1);
    await bed.printing.print(order(null));
    expect(bed.drawn).toHaveLength(1);
    expect((await bed.printing.preview(bed.dossierId, "receipt")).previewId).not.toBe(asked[0]?.previewId);
  });

  it("draws anew once the preview is old or was printed, and counts the reprint", async () => {
    await bed.printing.preview(bed.dossierId, "receipt");
    bed.setNow("2026-11-19T03:00:00.000Z");
    const first = await bed.printing.print(order(null));
    const second = await bed.printing.print(order(null));
    expect(bed.drawn.map(({ copyNumber }) => copyNumber)).toEqual([1, 1, 2]);
    expect(second.copyNumber).toBe(2);
    expect(sha256(bed.printing.pdf(first.id).bytes)).not.toBe(sha256(bed.printing.pdf(second.id).bytes));
  });

  it("numbers two prints asked for at once one after the other", async () => {
    const jobs = await Promise.all([bed.printing.print(order(null)), bed.printing.print(order(null))]);
    expect(jobs.map(({ copyNumber }) => copyNumber)).toEqual([1, 2]);
  });

  it("has no picture of a page that is not there", async () => {
    const { previewId } = await bed.printing.preview(bed.dossierId, "receipt");
    expect(await bed.printing.readPreview(previewId, 2)).toBeNull();
    expect(await bed.printing.readPreview(previewId, 0)).toBeNull();
    expect(await bed.printing.readPreview(bed.dossierId, 1)).toBeNull();
  });

  it("keeps a failed job with its reason, and does not count it as a print", async () => {
    await expect(bed.printing.print(order("LASER"))).rejects.toMatchObject({ code: "PRINT_SYSTEM_MISSING" });
    const [job] = bed.printing.jobs({ dossierId: bed.dossierId, limit: 10 });
    expect(job).toMatchObject({ state: "failed", fault: { code: "PRINT_SYSTEM_MISSING" } });
    expect((await bed.printing.print(order(null))).copyNumber).toBe(1);
    expect(bed.eventKinds()).toContain("print.failed");
  });

  it("refuses a dossier that it does not know", async () => {
    const unknown = { ...order(null), dossierId: "01936f00-0000-7000-8000-000000000000" };
    await expect(bed.printing.print(unknown)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(() => bed.printing.pdf(unknown.dossierId)).toThrow(expect.objectContaining({ code: "NOT_FOUND" }));
  });
});

describe.skipIf(whyNoBed() !== null)("with a real queue", () => {
  let queue: Awaited<ReturnType<typeof startPrintBed>>;
  beforeAll(async () => {
    queue = await startPrintBed();
  });
  beforeEach(async () => {
    process.env.CUPS_SERVER = queue.cupsServer;
    bed = await openPrintingBed();
  });
  afterEach(() => lpadmin("cupsenable", "LASER"));
  afterAll(async () => {
    delete process.env.CUPS_SERVER;
    await queue.stop();
  });

  async function jobWhen(jobId: string, isThere: (job: PrintJob) => boolean): Promise<PrintJob> {
    const deadline = Date.now() + WAIT_MS;
    for (;;) {
      const job = bed.printing.jobs({ limit: 50 }).find(({ id }) => id === jobId);
      if (job && isThere(job)) return job;
      if (Date.now() > deadline) throw new Error(`the job is still ${JSON.stringify(job)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  it("prints a result as it came, and says so in the history", async () => {
    const file = path.resolve(import.meta.dirname, "../../assets/samples/giay-ket-hon.jpg");
    const atUtc = "2026-11-20T02:00:00.000Z";
    bed.results.set("i", { mimeType: "image/jpeg", atUtc, bytes: fs.readFileSync(file) });
    await bed.printing.printResult({ dossierId: bed.dossierId, sha256: "i" }, "LASER");
    expect(bed.eventKinds()).toContain("result.printed");
    const unknown = bed.printing.printResult({ dossierId: bed.dossierId, sha256: "i" }, "NO-SUCH-PRINTER");
    await expect(unknown).rejects.toMatchObject({ code: "PRINTER_NOT_FOUND" });
  });

  it("gives the queue's number at once and completes by itself", async () => {
    const job = await bed.printing.print(order("LASER"));
    expect(job).toMatchObject({ state: "submitted", queueJobId: expect.stringMatching(/^LASER-\d+$/) });
    await jobWhen(job.id, ({ state }) => state === "completed");
    expect(bed.eventKinds()).toEqual(expect.arrayContaining(["print.submitted", "print.completed"]));
  });

  it("follows a held job over a restart of core", async () => {
    lpadmin("cupsdisable", "LASER");
    const { id } = await bed.printing.print(order("LASER"));
    await jobWhen(id, ({ state }) => state === "held");
    await bed.restart();
    bed.printing.start();
    lpadmin("cupsenable", "LASER");
    await jobWhen(id, ({ state }) => state === "completed");
  });

  it("finds its job again when core died before it had stored the number", async () => {
    lpadmin("cupsdisable", "LASER");
    const job = await bed.printing.print(order("LASER"));
    bed.forgetQueueNumber(job.id);
    await bed.restart();
    bed.printing.start();
    const found = await jobWhen(job.id, ({ queueJobId }) => queueJobId !== null);
    expect(found.queueJobId).toBe(job.queueJobId);
  });

  it("cancels at the queue, and gives an ended job back as it is", async () => {
    lpadmin("cupsdisable", "LASER");
    const { id } = await bed.printing.print(order("LASER"));
    expect((await bed.printing.cancel(id)).state).toBe("cancelled");
    expect((await bed.printing.cancel(id)).state).toBe("cancelled");
    expect((await bed.printing.print(order(null))).copyNumber).toBe(1);
  });

  it("waits for a queue that does not answer", async () => {
    lpadmin("cupsdisable", "LASER");
    const { id } = await bed.printing.print(order("LASER"));
    process.env.CUPS_SERVER = "/nowhere/cups.sock";
    await jobWhen(id, ({ reasons }) => reasons.includes("queue-unreachable"));
    process.env.CUPS_SERVER = queue.cupsServer;
    await jobWhen(id, ({ reasons }) => !reasons.includes("queue-unreachable"));
  });
});
