// A province in this process on a real PostgreSQL, whose database and files the checker reads.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { startPostgres } from "../../../province/postgres-bed.fixture";
import { startProvince, type Province } from "../../../province/start";
import { openBadLine, type BadLine } from "../../sync/bad-line.fixture";
import { ADMIN_TOKEN, createCounter, ENROLMENT_CODE, type Counter } from "../../sync/counter.fixture";
import { judge, viewCounter, viewProvince, type Verdict } from "./checker";

export interface GatewayBed {
  line: BadLine;
  filesFolder: string;
  /** Enrolled. Each has a unit of its own. */
  openCounter(options?: { requestTimeoutMs: number }): Promise<Counter>;
  /** In the province's database, whatever it is: for controls. */
  spoil(sql: string): Promise<void>;
  judge(told: Iterable<string>): Promise<Verdict>;
  close(): Promise<void>;
}

export async function openGatewayBed(unitPrefix: string): Promise<GatewayBed> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "gateway-bed-"));
  const postgres = await startPostgres();
  const province: Province = await startProvince({
    ...{ enrolmentCode: ENROLMENT_CODE, adminToken: ADMIN_TOKEN },
    ...{ dataFolder: folder, databaseUrl: postgres.url },
  });
  const line = await openBadLine(province.url);
  const counters: { counter: Counter; folder: string }[] = [];
  return {
    line,
    filesFolder: path.join(folder, "files"),
    async openCounter(options) {
      const place = createCounter({ unitCode: `${unitPrefix}.${counters.length + 1}`, ...options });
      const counter = place.open();
      counters.push({ counter, folder: place.folder });
      await counter.sync.register({ provinceUrl: line.url, enrolmentCode: ENROLMENT_CODE });
      return counter;
    },
    async spoil(sql) {
      const client = new Client({ connectionString: postgres.url });
      await client.connect();
      await client.query(sql).finally(() => client.end());
    },
    async judge(told) {
      const views = counters.map(({ counter }, index) => viewCounter(`counter ${index + 1}`, counter.storage.read));
      const found = await viewProvince(postgres.url, path.join(folder, "files"));
      return judge({ told, counters: views, province: found });
    },
    async close() {
      await Promise.all(counters.map(({ counter }) => counter.close()));
      await line.close();
      await province.close();
      await postgres.stop();
      for (const place of [folder, ...counters.map((each) => each.folder)]) fs.rmSync(place, { recursive: true });
    },
  };
}
