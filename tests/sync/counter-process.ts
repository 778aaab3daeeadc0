// A counter as a process of its own, so that it can be killed. Arguments: folder, unit code, province, enrolment code, dossiers.
// A line is written for each step of the delivery: the other side kills by counting them.
import { createCounter, randomPage } from "./counter.fixture";

const [folder = "", unitCode = "", provinceUrl = "", enrolmentCode = "", count = "0"] = process.argv.slice(2);
const PAGE_BYTES = 60_000;

async function main(): Promise<void> {
  const counter = createCounter({ unitCode, folder }).open();
  if (counter.sync.status().link === "unconfigured") await counter.sync.register({ provinceUrl, enrolmentCode });
  const stored = counter.storage.read.value<number>("SELECT count(*) FROM outbox") ?? 0;
  for (let index = stored; index < Number(count); index += 1) counter.receive([randomPage(PAGE_BYTES)]);
  counter.changes.subscribe(() => console.log("step"));
  counter.sync.start();
  setInterval(() => {}, 1000); // the loop's own timers do not hold the process
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
