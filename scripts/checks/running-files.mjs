// A reporter of Vitest: one line in a file when a test file starts and when it ends, for the watchdog of `npm test`.
import fs from "node:fs";

export default class RunningFiles {
  onTestModuleStart({ moduleId }) {
    note("start", moduleId);
  }

  onTestModuleEnd({ moduleId }) {
    note("end", moduleId);
  }
}

function note(event, file) {
  fs.appendFileSync(process.env.TEST_PROGRESS, `${event} ${file}\n`);
}
