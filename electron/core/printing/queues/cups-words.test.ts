import { describe, expect, test } from "vitest";
import { cupsJobStatus, cupsPrinterState, submissionFault } from "./cups-words";

const IDLE = { "printer-state": "idle" };

describe("what CUPS says about a job", () => {
  test.each([
    ["pending", "submitted"],
    ["pending-held", "held"],
    ["processing", "printing"],
    ["processing-stopped", "held"],
    ["canceled", "cancelled"],
    ["aborted", "failed"],
    ["completed", "completed"],
  ])("%s means %s", (said, meant) => {
    expect(cupsJobStatus({ "job-state": said, "job-state-reasons": "none" }, IDLE)).toEqual({
      state: meant,
      reasons: [],
    });
  });

  test("a job that is called processing is held while the tray is empty", () => {
    const job = {
      "job-state": "processing",
      "job-printer-state-reasons": ["media-empty-warning", "media-needed-warning"],
    };
    expect(cupsJobStatus(job, IDLE)).toEqual({
      state: "held",
      reasons: ["media-empty", "media-needed"],
    });
  });

  test("low toner does not hold a job", () => {
    const job = { "job-state": "processing", "job-printer-state-reasons": "toner-low-warning" };
    expect(cupsJobStatus(job, IDLE)).toEqual({ state: "printing", reasons: ["toner-low"] });
  });

  test("a printer that is switched off is known by the sentence of the backend", () => {
    const message = "The printer may not exist or is unavailable at this time.";
    const job = { "job-state": "processing", "job-printer-state-message": message };
    expect(cupsJobStatus(job, IDLE)).toEqual({ state: "held", reasons: ["offline"] });
  });

  test("what only repeats the state is left out, a hold is not", () => {
    const done = { "job-state": "completed", "job-state-reasons": "job-completed-successfully" };
    expect(cupsJobStatus(done, IDLE).reasons).toEqual([]);
    const busy = {
      "job-state": "processing",
      "job-state-reasons": ["job-printing"],
      "job-printer-state-reasons": "cups-waiting-for-job-completed",
    };
    expect(cupsJobStatus(busy, IDLE)).toEqual({ state: "printing", reasons: [] });
    const held = { "job-state": "pending-held", "job-state-reasons": "job-hold-until-specified" };
    expect(cupsJobStatus(held, IDLE).reasons).toEqual(["job-hold-until-specified"]);
  });

  test("a waiting job is held by a stopped queue, a completed one is not", () => {
    const stopped = { "printer-state": "stopped" };
    expect(cupsJobStatus({ "job-state": "pending" }, stopped)).toEqual({ state: "held", reasons: ["paused"] });
    expect(cupsJobStatus({ "job-state": "completed" }, stopped).state).toBe("completed");
  });
});

test("a state of a printer that is not known is told as unknown", () => {
  expect(["idle", "processing", "stopped", "on fire"].map(cupsPrinterState)).toEqual([
    "idle",
    "printing",
    "stopped",
    "unknown",
  ]);
});

test.each([
  ["lp: The printer or class does not exist.", "PRINTER_NOT_FOUND"],
  ['lp: Destination "LASER" is not accepting jobs.', "PRINTER_REJECTED"],
  ["lp: Error - scheduler not responding.", "PRINT_SYSTEM_MISSING"],
  ["lp: Unsupported document-format.", "PRINTER_REJECTED"],
])("%s", (said, code) => {
  expect(submissionFault(said, "LASER")).toMatchObject({ code, facts: { printer: "LASER", reason: said } });
});
