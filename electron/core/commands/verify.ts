// quay verify: is everything that the database names on the disk and sound, and is the log unbroken?
import { errorCodeOf } from "../../../shared/errors";
import { verifyEvents } from "../dossiers";
import type { Office } from "../office";
import type { Command } from "./command";

export const verifyCommand: Command = {
  usage: "verify",
  async run({ office, print }) {
    const problems = [
      ...office.storage.check().map((line) => `database: ${line}`),
      ...damagedBlobs(office),
      ...brokenLog(office),
    ];
    for (const problem of problems) print(problem);
    const named = office.storage.read.value<number>("SELECT count(*) FROM blobs") ?? 0;
    const orphans = office.blobs.names().length - named;
    const count = (sql: string) => office.storage.read.value<number>(sql) ?? 0;
    const pages = count("SELECT count(*) FROM pages WHERE deleted = 0");
    const recognised = count(
      "SELECT count(*) FROM recognition_jobs JOIN pages ON pages.id = page_id WHERE state = 'done' AND deleted = 0",
    );
    print(`${pages} pages, ${recognised} recognised`);
    print(`${named} files, ${orphans} not named by the database, ${problems.length} problems`);
    return problems.length === 0 ? 0 : 1;
  },
};

function brokenLog({ storage }: Office): string[] {
  const { firstBroken } = verifyEvents(storage.read);
  return firstBroken === null ? [] : [`log: entry ${firstBroken} does not fit the chain`];
}

function damagedBlobs({ storage, blobs }: Office): string[] {
  const rows = storage.read.all<{ sha256: string }>("SELECT sha256 FROM blobs");
  return rows.flatMap(({ sha256 }) => {
    try {
      blobs.get(sha256);
      return [];
    } catch (error) {
      return [`file ${sha256.slice(0, 12)}…: ${errorCodeOf(error)}`];
    }
  });
}
