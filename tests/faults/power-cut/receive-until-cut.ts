// A counter that receives dossiers without end and says each id on a line after its transaction. Arguments: folder, unit code.
import { createCounter, randomPage } from "../../sync/counter.fixture";

const [folder = "", unitCode = ""] = process.argv.slice(2);
const PAGE_BYTES = 20_000;
const EVERY_MS = 5;

const counter = createCounter({ folder, unitCode }).open();
let received = 0;
setInterval(() => {
  received += 1;
  const id = counter.receive(received % 4 === 0 ? [randomPage(PAGE_BYTES)] : []);
  process.stdout.write(`${id}\n`);
}, EVERY_MS);
