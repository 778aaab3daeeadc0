// The counter's side of a folder in a process of its own, to be killed: what was accepted is on disk before it is told.
import fs from "node:fs";
import { ScanSettings } from "../../shared/contract";
import { createImaging, startNodeImageProcess } from "../../electron/core/imaging";
import { createFolderDriver } from "../../electron/core/scanning/drivers/folder";

const [folder = "", ledger = "", imageEntry = ""] = process.argv.slice(2);
const times = { lookMs: 10, restMs: 30, unmarkedMs: 60, quietMs: 200, firstFileMs: 500 };

void takeAll();

async function takeAll(): Promise<void> {
  const taken = new Set(fs.existsSync(ledger) ? fs.readFileSync(ledger, "utf8").split("\n") : []);
  const imaging = createImaging({ startImageProcess: async () => startNodeImageProcess(imageEntry) });
  const book = { listAdded: () => [], log: () => undefined, isTaken: (key: string) => taken.has(key) };
  const request = { deviceId: folder, settings: ScanSettings.parse({ source: "feeder" }) };
  const scanning = createFolderDriver({ imaging, book, times }).scan(request, new AbortController().signal);
  for await (const event of scanning) {
    if (event.kind !== "page" || !event.originKey) continue;
    accept(event.originKey);
    taken.add(event.originKey);
    process.send?.("accepted");
    // The moment in which the page is durable and its file not yet put away.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  imaging.close();
  process.disconnect();
}

function accept(originKey: string): void {
  const handle = fs.openSync(ledger, "a");
  fs.writeSync(handle, `${originKey}\n`);
  fs.fsyncSync(handle);
  fs.closeSync(handle);
}
