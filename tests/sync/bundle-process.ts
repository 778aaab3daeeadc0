// A counter that exports to a stick or imports from it, as a process of its own, so that it can be killed.
// Arguments: folder, unit code, "export" or "import", folder or file on the stick. Prints "begun" and "done".
import { createCounter } from "./counter.fixture";

const [folder = "", unitCode = "", action = "", place = ""] = process.argv.slice(2);

async function main(): Promise<void> {
  const counter = createCounter({ unitCode, folder }).open();
  console.log("begun");
  if (action === "export") await counter.sync.bundle.export(place);
  else await counter.sync.bundle.import(place);
  console.log("done");
  await counter.close();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
