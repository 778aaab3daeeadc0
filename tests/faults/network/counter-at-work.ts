// A counter as a process that takes in dossiers and sends them by itself, until it is killed. One JSON line for each dossier
// that it has taken in, after the transaction. Arguments: folder, unit code, province, authority's file, then numbers: dossiers to
// have in all, seconds by which its clock is wrong, bytes of a page, ms between two dossiers, pages of each, ms for a request.
import fs from "node:fs";
import { createCounter, ENROLMENT_CODE, randomPage } from "../../sync/counter.fixture";

const [folder = "", unitCode = "", provinceUrl = "", caFile = "", ...numbers] = process.argv.slice(2);
const [mostDossiers = 0, clockErrorSeconds = 0, pageBytes = 30_000, everyMs = 50, pages = 1, requestTimeoutMs = 5000] =
  numbers.map(Number);
const RETRY_MS = 500;
const TOLD_EVERY_MS = 100;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function main(): Promise<void> {
  const clock = { now: () => new Date(Date.now() + clockErrorSeconds * 1000) };
  const pieces = { leastBytes: 32 * 1024, mostBytes: 8 * 1024 * 1024 };
  const counter = createCounter({ unitCode, folder, clock, pieces, requestTimeoutMs }).open();
  const caPem = fs.readFileSync(caFile, "utf8");
  while (counter.sync.status().link === "unconfigured") {
    try {
      await counter.sync.register({ provinceUrl, enrolmentCode: ENROLMENT_CODE, caPem });
    } catch (error) {
      console.error(`not enrolled yet: ${error instanceof Error ? error.message : ""}`);
      await pause(RETRY_MS);
    }
  }
  counter.sync.start();
  let taken = counter.storage.read.value<number>("SELECT count(*) FROM dossiers") ?? 0;
  for (; taken < mostDossiers; taken += 1) {
    const id = counter.receive(Array.from({ length: pages }, () => randomPage(pageBytes)));
    console.log(JSON.stringify({ taken: id }));
    await pause(everyMs);
  }
  for (;;) {
    const { sent, attention } = counter.sync.status();
    console.log(JSON.stringify({ sent, attention, rssBytes: process.memoryUsage().rss }));
    await pause(TOLD_EVERY_MS);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
