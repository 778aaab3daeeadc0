// The CUPS queue against a real CUPS with a virtual printer: what it says is what happened to the paper.
import fs from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { cupsQueue } from "../../electron/core/printing/queues/cups";
import type { QueueJobStatus, Submission } from "../../electron/core/printing/queues/print-queue";
import { startPrintBed, whyNoBed } from "../../scripts/print-bed/start-bed.mjs";
import { lpadmin, waitForStatus } from "./printing-bed";
import { textOf } from "../golden/pdf-facts";

const RECEIPT = fs.readFileSync(path.resolve(import.meta.dirname, "../../renderer/forms/receipt/golden.pdf"));
const reason = whyNoBed();
if (reason) console.warn(`tests of the print queue are skipped: ${reason}`);

describe.skipIf(reason !== null)("the CUPS queue", () => {
  let bed: Awaited<ReturnType<typeof startPrintBed>>;
  beforeAll(async () => {
    bed = await startPrintBed();
    process.env.CUPS_SERVER = bed.cupsServer;
  });
  afterEach(() => {
    lpadmin("cupsenable", "LASER");
    lpadmin("cupsaccept", "LASER");
  });
  afterAll(async () => {
    delete process.env.CUPS_SERVER;
    await bed.stop();
  });

  function submission(change: Partial<Submission> = {}): Submission {
    return {
      pdf: RECEIPT,
      pageCount: 1,
      printer: "LASER",
      copies: 1,
      title: "TAM-02-261122-0007 receipt 1",
      ...change,
    };
  }

  function until(id: string, isThere: (status: QueueJobStatus) => boolean): Promise<QueueJobStatus> {
    return waitForStatus(() => cupsQueue.status("LASER", id), isThere);
  }

  it("lists printers with their description and the default", async () => {
    const [printer] = await cupsQueue.list();
    expect(printer).toMatchObject({ name: "LASER", description: "Máy in Laser", isDefault: true, state: "idle" });
  });

  it("gives the queue's number, and completed once the printer has the paper out", async () => {
    const id = await cupsQueue.submit(submission());
    expect(id).toMatch(/^LASER-\d+$/);
    await until(id, ({ state }) => state === "completed");
    const [file = ""] = bed.received().filter((name) => name.endsWith(".pdf"));
    expect(textOf(file)).toContain("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ");
    expect(textOf(file)).toContain("NGUYỄN THỊ ĐƯỜNG");
  });

  it("tells of an empty tray, and completes when paper is put in", async () => {
    await bed.setPaper(0);
    const id = await cupsQueue.submit(submission());
    const held = await until(id, ({ state }) => state === "held");
    expect(held.reasons.join(" ")).toMatch(/media-(empty|needed)/);
    await bed.setPaper(250);
    await until(id, ({ state }) => state === "completed");
  });

  it("tells that the printer is switched off, and completes when it is back", async () => {
    await bed.printerOff();
    const id = await cupsQueue.submit(submission());
    const held = await until(id, ({ state }) => state === "held");
    expect(held.reasons).toContain("offline");
    await bed.printerOn();
    await until(id, ({ state }) => state === "completed");
  });

  it("holds a job while the queue is stopped", async () => {
    lpadmin("cupsdisable", "LASER");
    const id = await cupsQueue.submit(submission());
    const held = await until(id, ({ state }) => state === "held");
    expect(held.reasons.length).toBeGreaterThan(0);
    expect((await cupsQueue.list())[0]?.state).toBe("stopped");
    lpadmin("cupsenable", "LASER");
    await until(id, ({ state }) => state === "completed");
  });

  it("cancels a held job, and leaves an ended one as it is", async () => {
    lpadmin("cupsdisable", "LASER");
    const id = await cupsQueue.submit(submission());
    await cupsQueue.cancel("LASER", id);
    await until(id, ({ state }) => state === "cancelled");
    await expect(cupsQueue.cancel("LASER", id)).resolves.toBeUndefined();
  });

  it("finds the newest job of a title, for a submission whose answer was lost", async () => {
    lpadmin("cupsdisable", "LASER");
    const first = await cupsQueue.submit(submission({ title: "TAM-02-261122-0009 receipt 1" }));
    const second = await cupsQueue.submit(submission({ title: "TAM-02-261122-0009 receipt 1" }));
    expect(await cupsQueue.find("LASER", "TAM-02-261122-0009 receipt 1")).toBe(second);
    expect(await cupsQueue.find("LASER", "TAM-02-261122-0010 receipt 1")).toBeNull();
    for (const id of [first, second]) await cupsQueue.cancel("LASER", id);
  });

  it("knows nothing of a number that was never given", async () => {
    expect(await cupsQueue.status("LASER", "LASER-99999")).toBeNull();
  });

  it("refuses an unknown printer and a queue that takes no jobs", async () => {
    await expect(cupsQueue.submit(submission({ printer: "NOWHERE" }))).rejects.toMatchObject({
      code: "PRINTER_NOT_FOUND",
    });
    lpadmin("cupsreject", "LASER");
    await expect(cupsQueue.submit(submission())).rejects.toMatchObject({ code: "PRINTER_REJECTED" });
  });

  it("says that there is no print system when the programs are missing or the server is down", async () => {
    const { PATH } = process.env;
    try {
      process.env.PATH = "/nowhere";
      await expect(cupsQueue.submit(submission())).rejects.toMatchObject({ code: "PRINT_SYSTEM_MISSING" });
      process.env.PATH = PATH;
      process.env.CUPS_SERVER = "/nowhere/cups.sock";
      await expect(cupsQueue.list()).rejects.toMatchObject({ code: "PRINT_SYSTEM_MISSING" });
      await expect(cupsQueue.submit(submission())).rejects.toMatchObject({ code: "PRINT_SYSTEM_MISSING" });
    } finally {
      Object.assign(process.env, { PATH, CUPS_SERVER: bed.cupsServer });
    }
  });
});
