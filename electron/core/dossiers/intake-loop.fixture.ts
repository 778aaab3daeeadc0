// A program of its own that takes in one dossier after the other until it is killed; a line of output is an
// acknowledgement: what it names must still be there afterwards.
import fs from "node:fs";
import { openBed } from "./dossiers.fixture";

const folder = process.argv[2];
if (!folder) throw new Error("the folder is missing");
const bed = openBed({ folder });
const acknowledge = (fact: object) => fs.writeSync(1, `${JSON.stringify(fact)}\n`);

for (let turn = 0; ; turn++) {
  const draft = bed.readyDraft();
  acknowledge({ draft: draft.id });
  for (const text of ["one", "two"]) acknowledge({ page: bed.addPage(draft.id, null, `${text} ${turn}`).id });
  acknowledge({ received: draft.id, code: bed.dossiers.complete(draft.id).provisionalCode });
}
