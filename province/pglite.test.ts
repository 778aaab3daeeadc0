// What PGlite has acknowledged is on the disk.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openPglite } from "./pglite";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "pglite-"));
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(folder, { recursive: true });
});

function nameOf(descriptor: number): string {
  return fs.readlinkSync(`/proc/self/fd/${descriptor}`);
}

it.runIf(process.platform === "linux")(
  "each commit waits for the disk (seen by Linux' names of open files)",
  async () => {
    const database = await openPglite(path.join(folder, "database"));
    await database.execute("CREATE TABLE notes (id integer PRIMARY KEY)");
    const synced: string[] = [];
    const fsync = fs.fsyncSync;
    vi.spyOn(fs, "fsyncSync").mockImplementation((descriptor) => {
      synced.push(nameOf(descriptor));
      fsync(descriptor);
    });
    for (let id = 1; id <= 5; id += 1) {
      const before = synced.length;
      await database.query("INSERT INTO notes VALUES ($1)", [id]);
      expect(synced.slice(before).some((file) => file.includes("pg_wal"))).toBe(true);
    }
    synced.length = 0;
    await database.execute("CHECKPOINT");
    expect(synced.some((file) => file.includes("/base/"))).toBe(true);
    await database.close();
  },
);

it("goes on with what was there when its folder is opened again, by one at a time", async () => {
  const place = path.join(folder, "database");
  const first = await openPglite(place);
  await first.execute("CREATE TABLE notes (id integer PRIMARY KEY); INSERT INTO notes VALUES (7)");
  await expect(openPglite(place)).rejects.toMatchObject({ code: "DATA_DIR_IN_USE" });
  await first.close();
  const second = await openPglite(place);
  expect(await second.query("SELECT id FROM notes")).toEqual([{ id: 7 }]);
  await second.close();
});
