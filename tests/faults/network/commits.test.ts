// Dossiers that a gateway carries out in a second against bare inserts of the same text into the same PostgreSQL, with the same
// fsync and as many at once. `npm run bench` runs it at full size (SYNC_BENCH); the short form says that it works.
import fs from "node:fs";
import { Pool } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  asClerk,
  enrolCounter,
  operationOf,
  recordOf,
  type CounterClient,
} from "../../../province/counter-client.fixture";
import { startPostgres, type PostgresBed } from "../../../province/postgres-bed.fixture";
import { buildGateway, startGateway, type Gateway } from "../../province/gateway-process";

const COMMITS = process.env.SYNC_BENCH === "1" ? 3000 : 60;
const AT_ONCE = 16;
const COUNTERS = 8;

let postgres: PostgresBed;
let gateway: Gateway;

beforeAll(async () => {
  await buildGateway();
  postgres = await startPostgres();
  gateway = await startGateway({ DATABASE_URL: postgres.url });
});
afterAll(async () => {
  await gateway.kill();
  await postgres.stop();
});

/** @returns calls a second */
async function rateOf(calls: readonly (() => Promise<unknown>)[]): Promise<number> {
  const waiting = [...calls];
  const begun = performance.now();
  const lane = async () => {
    for (let call = waiting.pop(); call; call = waiting.pop()) await call();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return (calls.length * 1000) / (performance.now() - begun);
}

/** What the counter does for a push is done before the clock runs. */
async function readyPush(counter: CounterClient): Promise<() => Promise<void>> {
  const body = JSON.stringify(operationOf(recordOf()));
  const headers = await counter.headersFor("POST", "/v1/operations");
  return async () => {
    const init = { method: "POST", headers: { ...headers, "content-type": "application/json" }, body };
    const response = await fetch(`${gateway.url}/v1/operations`, init);
    expect(((await response.json()) as { outcome: string }).outcome).toBe("committed");
  };
}

it("carries out each of them, as bare inserts are", async () => {
  const counters = await Promise.all(
    Array.from({ length: COUNTERS }, (_, index) => enrolCounter({ url: gateway.url, machineCode: `B${index}` })),
  );
  const pushes = await Promise.all(
    Array.from({ length: COMMITS }, (_, index) => readyPush(counters[index % COUNTERS] as CounterClient)),
  );
  const ours = await rateOf(pushes);
  const { body } = await asClerk(gateway.url, "/v1/admin/dossiers?limit=1");
  expect(body).toMatchObject({ total: COMMITS });

  const pool = new Pool({ connectionString: await postgres.createDatabase(), max: AT_ONCE });
  await pool.query("CREATE TABLE bare (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), payload text NOT NULL)");
  const payload = JSON.stringify(recordOf());
  const insert = () => pool.query("INSERT INTO bare (payload) VALUES ($1)", [payload]);
  const bare = await rateOf(Array.from({ length: COMMITS }, () => insert));
  await pool.end();
  fs.mkdirSync("test-out", { recursive: true });
  fs.writeFileSync("test-out/commit-bench.json", JSON.stringify({ ours, bare }));
});
