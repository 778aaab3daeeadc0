// A counter that is enrolled again: at its own unit the queue goes along, to another unit or province it never does.
import { expect, it, onTestFinished } from "vitest";
import { startProvince } from "../../province/start";
import { openBadLine } from "./bad-line.fixture";
import { askAsClerk } from "./clerk.fixture";
import { ADMIN_TOKEN, createCounter, ENROLMENT_CODE, randomPage, type Counter } from "./counter.fixture";

async function openProvince() {
  const province = await startProvince({ adminToken: ADMIN_TOKEN, enrolmentCode: ENROLMENT_CODE });
  onTestFinished(() => province.close());
  const line = await openBadLine(province.url);
  onTestFinished(() => line.close());
  return {
    line,
    directUrl: province.url,
    issueCode: async (unitCode: string) =>
      (await askAsClerk<{ code: string }>(province.url, "enrolments", { unitCode })).code,
    /** Units of the dossiers that have come. */
    async units(): Promise<string[]> {
      const { items } = await askAsClerk<{ items: { unitCode: string }[] }>(province.url, "dossiers?limit=100");
      return items.map(({ unitCode }) => unitCode);
    },
  };
}

function open(unitCode: string, folder?: string) {
  const place = createCounter({ unitCode, ...(folder !== undefined && { folder }) });
  const counter = place.open();
  let isOpen = true;
  const close = async () => {
    if (isOpen) await counter.close();
    isOpen = false;
  };
  onTestFinished(close);
  return { ...counter, folder: place.folder, close };
}

const OF_THE_ACCOUNT = ["standing_records", "number_leases", "remote_papers", "downloads", "applied_changes"];

/** Besides leases and standing records, which come with the work itself. */
function fillTables({ storage }: Pick<Counter, "storage">): void {
  storage.transaction((writer) => {
    writer.run("INSERT INTO applied_changes VALUES ('former')");
    writer.run("INSERT INTO downloads (sha256, size_bytes, mime_type) VALUES ('ab', 1, 'image/jpeg')");
    writer.run("INSERT INTO download_pieces VALUES ('ab', 0, x'00')");
    writer.run("INSERT INTO remote_papers VALUES ('former', '0', '1', 'c', 'n', 'd', 'u', '2020-01-01', '[]')");
    writer.run("INSERT INTO sync_state VALUES ('cursor', '7') ON CONFLICT (key) DO UPDATE SET value = '7'");
  });
}

function countRows({ storage }: Pick<Counter, "storage">): number[] {
  return OF_THE_ACCOUNT.map((table) => storage.read.value<number>(`SELECT count(*) FROM ${table}`) ?? 0);
}

const cursorOf = ({ storage }: Pick<Counter, "storage">) =>
  storage.read.value<string>("SELECT value FROM sync_state WHERE key = 'cursor'");

it("is not enrolled at another unit while operations wait, and leaves nothing of the former unit once they are sent", async () => {
  const province = await openProvince();
  const former = open("H34.20.1");
  await former.sync.register({ provinceUrl: province.line.url, enrolmentCode: ENROLMENT_CODE });
  const ids = [former.receive([]), former.receive([randomPage(2000)])];
  await former.close();

  const moved = open("H34.20.2", former.folder);
  const code = await province.issueCode("H34.20.2");
  const enrol = () => moved.sync.register({ provinceUrl: province.line.url, enrolmentCode: code });
  province.line.seen.length = 0;
  await expect(enrol()).rejects.toMatchObject({ code: "PROVINCE_ACCOUNT_CHANGED", facts: { waiting: 2 } });
  expect(province.line.seen).toEqual([]);
  await moved.sync.runNow();
  expect(ids.map(moved.stateOf)).toEqual(["sent", "sent"]);
  expect(await province.units()).toEqual(["H34.20.1", "H34.20.1"]);

  fillTables(moved);
  expect(countRows(moved)).not.toContain(0);
  await enrol();
  expect(countRows(moved)).toEqual([0, 0, 0, 0, 0]);
  expect(cursorOf(moved)).toBeUndefined();
  expect(ids.map(moved.stateOf)).toEqual(["sent", "sent"]);
  const own = moved.receive([]);
  await moved.sync.runNow();
  await moved.sync.runNow();
  expect(moved.stateOf(own)).toBe("sent");
  expect((await province.units()).sort()).toEqual(["H34.20.1", "H34.20.1", "H34.20.2"]);
});

it("is another unit's once its settings say so and nothing waits; what is received then waits for that unit", async () => {
  const province = await openProvince();
  const former = open("H34.20.5");
  await former.sync.register({ provinceUrl: province.line.url, enrolmentCode: ENROLMENT_CODE });
  const first = former.receive([]);
  expect(() => former.sync.changeUnit("H34.20.6")).toThrow("PROVINCE_ACCOUNT_CHANGED");
  former.sync.changeUnit("H34.20.5");
  await former.sync.runNow();
  expect(former.stateOf(first)).toBe("sent");
  expect(former.storage.read.value<number>("SELECT count(*) FROM number_leases")).toBeGreaterThan(0);
  former.sync.changeUnit("H34.20.6");
  expect(former.storage.read.value<number>("SELECT count(*) FROM number_leases")).toBe(0);
  await former.close();

  const moved = open("H34.20.6", former.folder);
  const second = moved.receive([]);
  expect((await moved.sync.runNow()).link).toBe("unregistered");
  expect(moved.stateOf(second)).toBe("waiting");
  await moved.sync.register({
    provinceUrl: province.line.url,
    enrolmentCode: await province.issueCode("H34.20.6"),
  });
  expect((await moved.sync.runNow()).link).toBe("online");
  expect(moved.stateOf(second)).toBe("sent");
  expect(await province.units()).toEqual(["H34.20.5", "H34.20.6"]);
  moved.receive([]);
  expect(() => moved.sync.changeUnit("H34.20.5")).toThrow("PROVINCE_ACCOUNT_CHANGED");
});

it("goes on as before when the unit in the settings was a slip, and is put right", async () => {
  const province = await openProvince();
  const counter = open("H34.20.7");
  counter.sync.changeUnit("H34.20.8"); // not enrolled anywhere yet
  await counter.sync.register({ provinceUrl: province.line.url, enrolmentCode: ENROLMENT_CODE });
  await counter.sync.runNow();
  counter.sync.changeUnit("H34.20.9");
  const received = counter.receive([]);
  counter.sync.changeUnit("H34.20.99");
  expect((await counter.sync.runNow()).link).toBe("unregistered");
  counter.sync.changeUnit("H34.20.7");
  expect((await counter.sync.runNow()).link).toBe("online");
  expect(counter.stateOf(received)).toBe("sent");
});

it("is not enrolled at another province while operations wait or need attention, and the former enrolment stays in force", async () => {
  const [former, other] = [await openProvince(), await openProvince()];
  const counter = open("H34.20.3");
  await counter.sync.register({ provinceUrl: former.line.url, enrolmentCode: ENROLMENT_CODE });
  const page = randomPage(2000);
  const damaged = counter.receive([page]);
  counter.forgetPage(page);
  await counter.sync.runNow();
  expect(counter.stateOf(damaged)).toBe("attention");
  const waiting = counter.receive([]);
  const code = await other.issueCode("H34.20.3");
  const enrol = () => counter.sync.register({ provinceUrl: other.line.url, enrolmentCode: code });
  await expect(enrol()).rejects.toMatchObject({ code: "PROVINCE_ACCOUNT_CHANGED", facts: { waiting: 2 } });
  await counter.sync.runNow();
  expect(counter.stateOf(waiting)).toBe("sent");
  expect([(await former.units()).length, (await other.units()).length]).toEqual([1, 0]);
  await expect(enrol()).rejects.toMatchObject({ code: "PROVINCE_ACCOUNT_CHANGED", facts: { waiting: 1 } });

  counter.storage.transaction((writer) => writer.run("UPDATE outbox SET state = 'replaced' WHERE state = 'attention'"));
  await enrol();
  // Of another day: two provinces that number the same unit would give the same code twice.
  const later = counter.receive([], { receivedAtUtc: "2026-11-20T02:00:00.000Z" });
  expect((await counter.sync.runNow()).link).toBe("online");
  expect([counter.stateOf(waiting), counter.stateOf(later)]).toEqual(["sent", "sent"]);
  expect([(await former.units()).length, (await other.units()).length]).toEqual([1, 1]);
});

it("takes its queue along when its province has moved to another address, or it is enrolled again", async () => {
  const province = await openProvince();
  const counter = open("H34.20.4");
  await counter.sync.register({ provinceUrl: province.line.url, enrolmentCode: ENROLMENT_CODE });
  const sent = counter.receive([]);
  await counter.sync.runNow();
  fillTables(counter);
  const waiting = [counter.receive([randomPage(2000)])];
  await counter.sync.register({ provinceUrl: province.directUrl, enrolmentCode: ENROLMENT_CODE });
  expect(countRows(counter)).toMatchObject([1, expect.any(Number), 1, 1, 1]);
  await counter.sync.runNow();
  waiting.push(counter.receive([]));
  await counter.sync.register({ provinceUrl: province.directUrl, enrolmentCode: ENROLMENT_CODE });
  await counter.sync.runNow();
  expect([sent, ...waiting].map(counter.stateOf)).toEqual(["sent", "sent", "sent"]);
  expect((await province.units()).length).toBe(3);
});
