// The database bed that the other tests of the province stand on.
import { expect, it } from "vitest";
import { openPostgres } from "./postgres";
import { startPostgres } from "./postgres-bed.fixture";

it("is a PostgreSQL that keeps what it acknowledges, and another database for whoever asks", async () => {
  const bed = await startPostgres();
  try {
    const database = openPostgres(bed.url);
    const [row] = await database.query<{ fsync: string; version: number }>(
      "SELECT current_setting('fsync') AS fsync, current_setting('server_version_num')::integer AS version",
    );
    expect(row?.fsync).toBe("on");
    expect(row?.version).toBeGreaterThanOrEqual(150_000);
    expect(await bed.createDatabase()).not.toBe(bed.url);
    await database.close();
  } finally {
    await bed.stop();
  }
});

it("whose connections are lost in the middle of a transaction leaves nothing of it, and the next one works", async () => {
  const bed = await startPostgres();
  const database = openPostgres(bed.url);
  try {
    await database.execute("CREATE TABLE notes (id integer)");
    const broken = database.transaction(async (sql) => {
      await sql.query("INSERT INTO notes VALUES (1)");
      await sql.query("SELECT pg_terminate_backend(pg_backend_pid())");
    });
    await expect(broken).rejects.toThrow();
    await database.transaction((sql) => sql.query("INSERT INTO notes VALUES (2)"));
    expect(await database.query("SELECT id FROM notes")).toEqual([{ id: 2 }]);
  } finally {
    await database.close();
    await bed.stop();
  }
});
