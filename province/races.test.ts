// Many at once on a real PostgreSQL: nothing is done twice, nothing is missed, and no counter is answered with a fault.
import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WireChange } from "../shared/wire";
import { operationOf, recordOf, sha256 } from "./counter-client.fixture";
import type { Counter } from "./counters";
import { amendmentOf, DATABASES, openGateway, receiptOf, type DatabaseBed, type Gateway } from "./gateway.fixture";
import { leaseNumbers } from "./official-codes";
import { openPostgres } from "./postgres";
import { listReusablePapers } from "./reusable-papers";
import { migrate } from "./schema";
import { inTransaction } from "./transactions";

let bed: DatabaseBed;
let gateway: Gateway;

beforeAll(async () => {
  bed = await DATABASES.PostgreSQL();
  gateway = await openGateway(await bed.create());
}, 60_000);

afterAll(async () => {
  await gateway.database.close();
  await bed.stop();
});

const times = <Made>(count: number, make: (index: number) => Made) =>
  Array.from({ length: count }, (_, index) => make(index));
const countersOf = (count: number, unitCode: string) =>
  Promise.all(times(count, (index) => gateway.addCounter(`${index}`.padStart(2, "0"), unitCode)));

describe("at once", () => {
  it("the same operation twenty times gets one receipt, and one effect", async () => {
    const [own] = await countersOf(1, "H34.1.1");
    const operation = operationOf(recordOf());
    const answers = await Promise.all(times(20, () => gateway.operations.push(own as Counter, operation)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await gateway.receive(own as Counter)).toMatchObject({ receipt: { number: 2 } });
  });

  it("one id with two dossiers is carried out for one of them", async () => {
    const [own] = await countersOf(1, "H34.1.2");
    const opId = randomUUID();
    const pushes = times(8, () => gateway.operations.push(own as Counter, operationOf(recordOf(), { opId })));
    const results = await Promise.allSettled(pushes);
    const failures = results.filter((result) => result.status === "rejected").map((result) => result.reason as unknown);
    expect(failures).toHaveLength(7);
    for (const failure of failures) expect(failure).toMatchObject({ code: "OPERATION_CONFLICT" });
  });

  it("two changes made from one version: one is carried out, the other gets it", async () => {
    const [own] = await countersOf(1, "H34.1.3");
    const received = await gateway.receive(own as Counter);
    const pushes = times(6, (index) =>
      gateway.operations.push(own as Counter, amendmentOf(received, { GhiChu: `${index}` }, { sequence: index + 2 })),
    );
    const outcomes = (await Promise.all(pushes)).map((answer) => answer.outcome).sort();
    expect(outcomes).toEqual(["committed", ...times(5, () => "conflict")].sort());
  });

  it("receptions, leases and a clerk's changes of one unit give numbers without doubles and receipts without gaps", async () => {
    const counters = await countersOf(4, "H34.1.4");
    const day = new Date().toISOString().slice(0, 10);
    const NgayTiepNhan = `${day.replaceAll("-", "")}083000`;
    const work = counters.map(async (own) => {
      const lease = await leaseNumbers(gateway.database, own, { leaseId: randomUUID(), day, count: 5 });
      const codes = times(10, (index) =>
        index < 5 ? `${lease.prefix}${String(lease.from + index).padStart(4, "0")}` : null,
      );
      const receipts = await Promise.all(
        codes.map(async (leasedCode) =>
          receiptOf(await gateway.operations.push(own, operationOf(recordOf([], { NgayTiepNhan }), { leasedCode }))),
        ),
      );
      for (const { officialCode } of receipts.slice(0, 5))
        await gateway.changes.amend({ officialCode, fields: { GhiChu: "x" }, changedBy: "Cán bộ" });
      expect(receipts.slice(0, 5).map((receipt) => receipt.officialCode)).toEqual(codes.slice(0, 5));
      expect(receipts.map((receipt) => receipt.number).sort((a, b) => a - b)).toEqual(times(10, (index) => index + 1));
      return receipts.map((receipt) => receipt.officialCode);
    });
    const codes = (await Promise.all(work)).flat();
    expect(new Set(codes).size).toBe(40);
  });

  it("dossiers of the same persons at many counters: everyone knows everyone's papers in the end, and nobody waits for ever", async () => {
    const counters = await countersOf(5, "H34.1.5");
    const persons = times(3, (index) => `06218500050${index}`);
    const pages = times(5 * 3, () => randomBytes(30));
    await gateway.addFiles(...pages);
    const pushes = counters.flatMap((own, at) =>
      persons.map((SoGiayToChuHoSo, which) =>
        gateway.operations.push(own, operationOf(recordOf([pages[at * 3 + which] as Buffer], { SoGiayToChuHoSo }))),
      ),
    );
    for (const answer of await Promise.all(pushes)) expect(answer.outcome).toBe("committed");
    for (const [at, own] of counters.entries()) {
      const { papers } = await listReusablePapers(gateway.database, own, { after: 0, limit: 500 });
      const others = pages.filter((_, index) => Math.floor(index / 3) !== at).map(sha256);
      expect(papers.map((paper) => paper.files[0]?.sha256).sort()).toEqual(others.sort());
    }
  });

  it("a counter that reads its feed while clerks write misses nothing", async () => {
    const [own] = await countersOf(1, "H34.1.6");
    const received = await Promise.all(times(4, () => gateway.receive(own as Counter)));
    const writing = Promise.all(
      times(60, (index) => {
        const officialCode = received[index % 4]?.receipt.officialCode ?? "";
        return gateway.changes.setState({ officialCode, state: 4, note: `${index}` });
      }),
    );
    const seen: WireChange[] = [];
    let isDone = false;
    void writing.then(() => (isDone = true));
    for (let last = false; !last;) {
      last = isDone;
      const page = await gateway.changes.list(own as Counter, { after: seen.at(-1)?.cursor ?? 0, limit: 7 });
      seen.push(...page.changes);
      last &&= !page.more;
    }
    expect(new Set(seen.map((change) => change.changeId)).size).toBe(60);
    expect(seen.map((change) => change.changeId)).toEqual(
      (await changesOf(own as Counter)).map((change) => change.changeId),
    );
  });

  async function changesOf(own: Counter): Promise<WireChange[]> {
    return (await gateway.changes.list(own, { after: 0, limit: 500 })).changes;
  }

  it("two processes that start on an empty database change its tables once", async () => {
    const [one, two] = await emptyTwice();
    await Promise.all([migrate(one), migrate(two), migrate(one), migrate(two)]);
    expect(await two.query("SELECT step FROM schema_steps")).not.toHaveLength(0);
    await Promise.all([one.close(), two.close()]);
  });
});

/** Two connections of their own to one empty database. */
async function emptyTwice() {
  const one = await bed.create();
  const [row] = await one.query<{ url: string }>(
    "SELECT 'postgres://province@127.0.0.1:' || current_setting('port') || '/' || current_database() AS url",
  );
  return [one, openPostgres(row?.url ?? "")] as const;
}

describe("a transaction that the database gives up for another", () => {
  it("is repeated until it is done", async () => {
    await gateway.database.execute(
      "CREATE TABLE pairs (id integer PRIMARY KEY, value integer); INSERT INTO pairs VALUES (1, 0), (2, 0)",
    );
    const crossing = (first: number, second: number) =>
      inTransaction(gateway.database, async (sql) => {
        await sql.query("UPDATE pairs SET value = value + 1 WHERE id = $1", [first]);
        await sql.query("SELECT pg_sleep(0.05)");
        await sql.query("UPDATE pairs SET value = value + 1 WHERE id = $1", [second]);
      });
    await Promise.all([crossing(1, 2), crossing(2, 1)]);
    expect(await gateway.database.query("SELECT value FROM pairs")).toEqual([{ value: 2 }, { value: 2 }]);
  }, 30_000);
});
