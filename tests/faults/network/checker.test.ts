// Negative controls: what the checker is there to find is made to happen, and has to be found. Without them it proves nothing.
import fs from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { randomPage, type Counter } from "../../sync/counter.fixture";
import { NOTHING_WRONG } from "./account-line";
import { openGatewayBed, type GatewayBed } from "./gateway-bed";

let bed: GatewayBed;
let counter: Counter;
const told: string[] = [];

beforeEach(async () => {
  bed = await openGatewayBed("H41.9");
  counter = await bed.openCounter();
});
afterEach(() => bed.close());

async function deliver(): Promise<void> {
  for (let index = 0; index < 3; index += 1) told.push(counter.receive([randomPage(20_000)]));
  await counter.sync.runNow();
}

const filesIn = (folder: string) =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

describe("the checker finds", () => {
  beforeEach(() => told.splice(0));

  it("nothing where nothing is wrong", async () => {
    await deliver();
    expect(await bed.judge(told)).toEqual(NOTHING_WRONG);
  });

  it("what is carried out twice when the province has lost its unique keys", async () => {
    await bed.spoil(`
      ALTER TABLE operations DROP CONSTRAINT operations_pkey CASCADE;
      ALTER TABLE operations DROP CONSTRAINT operations_dossier_id_sequence_key;
      ALTER TABLE operations DROP CONSTRAINT operations_receipt_id_key;
      ALTER TABLE operations DROP CONSTRAINT operations_counter_id_receipt_number_key;
      CREATE FUNCTION again() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN INSERT INTO operations SELECT (NEW).*; RETURN NULL; END $$;
      CREATE TRIGGER again AFTER INSERT ON operations FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION again()`);
    await deliver();
    expect((await bed.judge(told)).duplicated.join()).toMatch(/operation twice.*receipt twice/s);
  });

  it("what the counter believes to be delivered when the province forgets what it has acknowledged", async () => {
    await bed.spoil(`CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        DELETE FROM dossier_files WHERE dossier_id = NEW.dossier_id; RETURN NULL; END $$;
      CREATE TRIGGER forget AFTER UPDATE ON operations FOR EACH ROW EXECUTE FUNCTION forget()`);
    await deliver();
    expect((await bed.judge(told)).lost.join()).toContain("page");
    await bed.spoil("TRUNCATE dossiers, operations CASCADE");
    expect((await bed.judge(told)).lost.join()).toMatch(
      /receipt that the province does not have.*not at the province/s,
    );
  });

  it("a receipt that the counter did not keep", async () => {
    await deliver();
    counter.storage.transaction((writer) => {
      writer.run("UPDATE outbox SET state = 'waiting', receipt = NULL");
      writer.run("UPDATE dossiers SET official_code = NULL");
    });
    const { stuck, differing } = await bed.judge(told);
    expect([stuck.length, differing.length]).toEqual([6, 3]);
  });

  it("a dossier that the counter has taken in and forgotten", async () => {
    told.push(counter.receive([]));
    counter.storage.transaction((writer) => {
      writer.run("DELETE FROM outbox");
      writer.run("DELETE FROM dossiers");
    });
    expect((await bed.judge(told)).lost).toHaveLength(1);
  });

  it("what was carried out in another order than it was done in", async () => {
    await deliver();
    counter.supplement(told[0] ?? "", [randomPage(5000)]);
    await counter.sync.runNow();
    expect(await bed.judge(told)).toEqual(NOTHING_WRONG);
    await bed.spoil("UPDATE operations SET sequence = 100 - sequence");
    expect((await bed.judge(told)).differing).toEqual([`carried out in another order: ${told[0]}`]);
  });

  it("files that are gone or are others, and records that differ", async () => {
    await deliver();
    const [one = "", other = ""] = filesIn(bed.filesFolder);
    fs.rmSync(one);
    fs.writeFileSync(other, "another content");
    await bed.spoil("UPDATE dossiers SET version = version + 1");
    const { lost, differing } = await bed.judge(told);
    expect([lost.length, differing.length]).toEqual([2, 3]);
  });
});
