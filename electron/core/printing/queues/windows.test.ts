// What can be tested of the Windows queue without Windows: what the spooler's words mean, and a clear refusal elsewhere.
import { expect, test } from "vitest";
import { createWindowsQueue, spoolerJobStatus } from "./windows";

test.each([
  ["Normal", "submitted", []],
  ["Spooling", "printing", ["Spooling"]],
  ["Printing, Retained", "printing", ["Printing", "Retained"]],
  ["Printing, PaperOut", "held", ["Printing", "PaperOut"]],
  ["Error, Printing, Offline", "held", ["Error", "Printing", "Offline"]],
  ["Printed", "completed", ["Printed"]],
  ["Deleting", "cancelled", ["Deleting"]],
  ["gone", "completed", ["spooler-forgot"]],
] as const)("%s means %s", (words, state, reasons) => {
  expect(spoolerJobStatus(words)).toEqual({ state, reasons });
});

test.skipIf(process.platform === "win32")("says that there is no Windows print system on another system", async () => {
  const queue = createWindowsQueue(() => Promise.resolve(new Uint8Array()));
  await expect(queue.list()).rejects.toMatchObject({ code: "PRINT_SYSTEM_MISSING" });
});
