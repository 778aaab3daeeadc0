// Locks on uploads between two processes on one PostgreSQL.
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPostgres } from "./postgres";
import { startPostgres, type PostgresBed } from "./postgres-bed.fixture";
import { createPostgresLocks, type PostgresLocks } from "./postgres-locks";

let bed: PostgresBed;
let one: PostgresLocks;
let other: PostgresLocks;
beforeAll(async () => {
  bed = await startPostgres();
  [one, other] = [createPostgresLocks(bed.url), createPostgresLocks(bed.url)];
});
afterAll(async () => {
  await Promise.all([one.close(), other.close()]);
  await bed.stop();
});

const NEVER = new AbortController().signal;
const nobody = () => {};

it("one waits until the other lets go, and the other is told that it is wanted", async () => {
  const wanted: string[] = [];
  const giveBack = await one.take("upload-1", () => wanted.push("upload-1"), NEVER);
  const second = other.take("upload-1", nobody, NEVER);
  await expect.poll(() => wanted.length).toBeGreaterThan(0);
  await (
    await other.take("upload-2", nobody, NEVER)
  )(); // another upload is not held up
  await giveBack();
  await (
    await second
  )();
});

it("does not wait longer than it is told to", async () => {
  const giveBack = await one.take("upload-3", nobody, NEVER);
  await expect(other.take("upload-3", nobody, AbortSignal.timeout(300))).rejects.toThrow();
  await giveBack();
  await (
    await other.take("upload-3", nobody, NEVER)
  )();
});

it("a lost connection frees what it held, tells its holder so, and is replaced", async () => {
  let told = 0;
  const giveBack = await one.take("upload-4", () => (told += 1), NEVER);
  const database = openPostgres(bed.url);
  await database.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%advisory%' AND pid <> pg_backend_pid()",
  );
  await expect.poll(() => told).toBeGreaterThan(0);
  const second = await other.take("upload-4", nobody, NEVER); // its connection was lost as well
  await giveBack(); // takes nothing from the new holder
  await expect(one.take("upload-4", nobody, AbortSignal.timeout(300))).rejects.toThrow();
  await second();
  await (
    await one.take("upload-4", nobody, NEVER)
  )();
  await database.close();
});
