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
