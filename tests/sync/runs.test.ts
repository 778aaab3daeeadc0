// Runs as an officer sees them: the end of the day, its report, what holds pages back, and what sets one dossier aside.
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { randomPage } from "./counter.fixture";
import { isPiece, isPush, useProvinceLine } from "./province-line.fixture";

const bed = useProvinceLine();
const ALL = { limit: 100, offset: 0 };

describe("the end of the day", () => {
  it("goes on over a cut, and its report says what was accepted and what not and why", async () => {
    const counter = await bed.openCounter();
    const [good, refused] = [counter.receive([randomPage(60_000)]), counter.receive([], { procedureCode: "" })];
    let pieces = 0;
    bed.line.behave = (request) => (isPiece(request) && (pieces += 1) === 2 ? { cutAfterBytes: 100 } : "pass");
    counter.sync.start();
    counter.sync.sendNow({ endOfDay: true });
    await expect.poll(() => counter.stateOf(good), { timeout: 20_000 }).toBe("sent");
    await expect.poll(() => counter.sync.runs(ALL)[0]?.endedAtUtc ?? null, { timeout: 20_000 }).not.toBeNull();
    const [run, ...more] = counter.sync.runs(ALL).filter(({ kind }) => kind === "end_of_day");
    expect(more).toEqual([]);
    expect(run).toMatchObject({ accepted: 1, attention: 1, left: 1, fault: null });
    expect(run?.bytes).toBeGreaterThanOrEqual(60_000 - 16 * 1024);
    const report = counter.sync.report(run?.id ?? "");
    expect(report).toMatchObject({
      officerName: "Y Blan",
      accepted: [{ kind: "dossier.received", officialCode: counter.officialCodeOf(good) }],
      notAccepted: [{ state: "attention", fault: { code: "PROVINCE_REFUSED" } }],
    });
    expect(counter.stateOf(refused)).toBe("attention");
    expect(() => counter.sync.report("00000000-0000-7000-8000-000000000000")).toThrow("NOT_FOUND");
  });

  it("that is begun while another run is under way comes after it, and ends", async () => {
    const counter = await bed.openCounter();
    const [first, second] = [counter.receive([randomPage(30_000)]), counter.receive([randomPage(30_000)])];
    let began = false;
    bed.line.behave = (request) => {
      if (isPiece(request) && !began) {
        began = true;
        counter.sync.sendNow({ endOfDay: true });
      }
      return "pass";
    };
    counter.sync.start();
    await expect
      .poll(() => counter.sync.runs(ALL).find(({ kind }) => kind === "end_of_day")?.endedAtUtc, { timeout: 20_000 })
      .toBeTruthy();
    expect(began).toBe(true);
    expect([counter.stateOf(first), counter.stateOf(second)]).toEqual(["sent", "sent"]);
    expect(counter.sync.runs(ALL).filter(({ endedAtUtc }) => endedAtUtc === null)).toEqual([]);
  });

  it("comes by itself once a day, also when the PC slept at its time", async () => {
    let nowMs = Date.parse("2026-11-23T09:00:00.000Z"); // 16:00 in Viet Nam
    const clock = { now: () => new Date(nowMs) };
    const counter = await bed.openCounter({ clock, line: { endOfDayAt: "17:00", metered: true } });
    const days = () => counter.sync.runs(ALL).filter(({ kind }) => kind === "end_of_day");
    const id = counter.receive([randomPage(1000)]);
    await counter.sync.runNow();
    expect([days().length, counter.stateOf(id)]).toEqual([0, "waiting"]);
    nowMs += 5 * 3_600_000;
    await counter.sync.runNow();
    expect([days().length, counter.stateOf(id)]).toEqual([1, "sent"]);
    await counter.sync.runNow();
    expect(days()).toHaveLength(1);
    nowMs += 24 * 3_600_000;
    await counter.sync.runNow();
    expect(days()).toHaveLength(2);
  });

  it("reports what went out by itself during the day, and not again the next time", async () => {
    let nowMs = Date.parse("2026-11-23T02:00:00.000Z");
    const clock = { now: () => new Date(nowMs) };
    const counter = await bed.openCounter({ clock });
    const endDay = async () => {
      nowMs += 3_600_000;
      counter.sync.sendNow({ endOfDay: true });
      await counter.sync.runNow();
      const [run] = counter.sync.runs(ALL).filter(({ kind }) => kind === "end_of_day");
      return counter.sync.report(run?.id ?? "").accepted.length;
    };
    counter.receive([]);
    await counter.sync.runNow();
    counter.receive([]);
    expect(await endDay()).toBe(2);
    nowMs += 3 * 86_400_000;
    counter.receive([]);
    await counter.sync.runNow();
    nowMs += 86_400_000;
    expect([await endDay(), await endDay()]).toEqual([1, 0]);
  });

  it("reports by the order of runs: a clock that is set back in between changes nothing", async () => {
    let nowMs = Date.parse("2026-11-23T08:00:00.000Z");
    const clock = { now: () => new Date(nowMs) };
    const counter = await bed.openCounter({ clock });
    const endDay = async () => {
      counter.sync.sendNow({ endOfDay: true });
      await counter.sync.runNow();
      return counter.sync.report(counter.sync.runs(ALL)[0]?.id ?? "");
    };
    counter.receive([]);
    expect((await endDay()).accepted).toHaveLength(1);
    nowMs -= 5 * 3_600_000;
    counter.receive([]);
    await counter.sync.runNow();
    expect((await endDay()).accepted).toHaveLength(1);
    nowMs += 10 * 3_600_000;
    expect((await endDay()).accepted).toHaveLength(0);
  });

  it("keeps in its report what it left over, also when that goes out later", async () => {
    const counter = await bed.openCounter();
    const dossierId = counter.receive([]);
    bed.line.behave = ({ path }) => (path.endsWith("/operations") ? "lose_answer" : "pass");
    counter.sync.sendNow({ endOfDay: true });
    await counter.sync.runNow();
    await counter.sync.stop();
    bed.line.behave = () => "pass";
    await counter.sync.runNow();
    const [later, day] = counter.sync.runs(ALL);
    expect([later?.kind, day?.kind, counter.stateOf(dossierId)]).toEqual(["background", "end_of_day", "sent"]);
    expect(counter.sync.report(day?.id ?? "")).toMatchObject({ accepted: [], notAccepted: [{ state: "sent" }] });
  });

  it("is over at once with nothing to send, also without a line", async () => {
    const counter = await bed.openCounter();
    bed.line.behave = () => "lose_answer";
    counter.sync.sendNow({ endOfDay: true });
    const [run] = counter.sync.runs(ALL);
    expect(run).toMatchObject({ kind: "end_of_day", endedAtUtc: expect.any(String) as string, left: 0 });
    expect(counter.sync.report(run?.id ?? "")).toMatchObject({ accepted: [], notAccepted: [] });
  });

  it("that a kill left open is closed at the next start, and old ones go", async () => {
    const counter = await bed.openCounter();
    counter.storage.transaction((writer) => {
      const add = "INSERT INTO sync_runs (id, kind, started_at_utc) VALUES (?, 'end_of_day', ?)";
      writer.run(add, "killed", new Date().toISOString());
      writer.run(add, "old", "2020-01-01T00:00:00.000Z");
    });
    counter.sync.start();
    expect(counter.sync.runs(ALL)).toMatchObject([{ id: "killed", endedAtUtc: expect.any(String) as string }]);
  });
});

describe("the book of runs", () => {
  it("has no line for a background run that did nothing", async () => {
    const counter = await bed.openCounter();
    await counter.sync.runNow();
    bed.line.behave = () => "lose_answer";
    await counter.sync.runNow();
    expect(counter.sync.runs(ALL)).toEqual([]);
    bed.line.behave = () => "pass";
    counter.receive([]);
    await counter.sync.runNow();
    expect(counter.sync.runs(ALL)).toMatchObject([{ kind: "background", accepted: 1, left: 0, fault: null }]);
  });
});

describe("a line that is not to be used for pages", () => {
  it.each([
    ["metered", { metered: true }],
    ["outside_window", { pagesWindow: { from: "20:00", to: "21:00" } }],
  ] as const)(
    "%s: records go, pages wait for “Gửi ngay”, and nothing is sent twice meanwhile",
    async (hold, settings) => {
      const clock = { now: () => new Date("2026-11-23T03:00:00.000Z") };
      const counter = await bed.openCounter({ clock, line: settings });
      const [thick, thin] = [counter.receive([randomPage(50_000)]), counter.receive([])];
      expect(await counter.sync.runNow()).toMatchObject({ hold, sent: 1, waiting: 1 });
      expect([counter.stateOf(thick), counter.stateOf(thin)]).toEqual(["waiting", "sent"]);
      const pushes = () => bed.line.seen.filter(isPush).length;
      expect([pushes(), bed.line.seen.filter(isPiece).length]).toEqual([2, 0]);
      await counter.sync.runNow();
      expect(pushes()).toBe(2);
      counter.sync.sendNow();
      await counter.sync.runNow();
      expect(counter.stateOf(thick)).toBe("sent");
    },
  );

  it("is not taken for more than the limit", async () => {
    const counter = await bed.openCounter({ line: { mostKilobytesPerSecond: 40 } });
    counter.receive([randomPage(60_000)]);
    const startedAt = performance.now();
    expect(await counter.sync.runNow()).toMatchObject({ sent: 1 });
    expect(performance.now() - startedAt).toBeGreaterThan(800);
  });
});

describe("one dossier at which the province stumbles", () => {
  it("is set aside after eight times while others pass, and released with all others of its kind", async () => {
    const counter = await bed.openCounter();
    const poisoned = counter.receive([randomPage(300)]);
    bed.line.behave = (request) => (isPiece(request) ? { status: 500, body: "" } : "pass");
    for (let index = 0; index < 8; index += 1) {
      counter.receive([]);
      await counter.sync.runNow();
    }
    expect(counter.sync.status()).toMatchObject({ link: "online", sent: 8, attention: 1, waiting: 0 });
    expect(counter.operation(poisoned)).toMatchObject({ state: "attention", fault: { code: "PROVINCE_FAILED" } });
    bed.line.behave = () => "pass";
    counter.sync.releaseAll();
    await counter.sync.runNow();
    expect(counter.stateOf(poisoned)).toBe("sent");
  });

  it("is not set aside when nothing passes: then it is the province", async () => {
    const counter = await bed.openCounter();
    const only = counter.receive([]);
    bed.line.behave = (request) => (isPush(request) ? { status: 500, body: "" } : "pass");
    for (let index = 0; index < 10; index += 1) await counter.sync.runNow();
    expect(counter.stateOf(only)).toBe("waiting");
  });

  it("is not set aside for what passed before the outage, however old it is itself", async () => {
    const counter = await bed.openCounter();
    const old = counter.receive([randomPage(300)]);
    bed.line.behave = (request) => (isPiece(request) ? "lose_answer" : "pass");
    counter.receive([]);
    await counter.sync.runNow();
    expect(counter.sync.status()).toMatchObject({ sent: 1, waiting: 1 });
    bed.line.behave = (request) => (isPush(request) || isPiece(request) ? { status: 500, body: "" } : "pass");
    for (let index = 0; index < 10; index += 1) await counter.sync.runNow();
    expect(counter.stateOf(old)).toBe("waiting");
    bed.line.behave = () => "pass";
    await counter.sync.runNow();
    expect(counter.stateOf(old)).toBe("sent");
  });
});

it("does not run again and again for pages that are held back after a cut", async () => {
  let nowMs = Date.parse("2026-11-23T13:30:00.000Z"); // 20:30 in Viet Nam
  const clock = { now: () => new Date(nowMs) };
  const counter = await bed.openCounter({ clock, line: { pagesWindow: { from: "20:00", to: "21:00" } } });
  const thick = counter.receive([randomPage(50_000)]);
  bed.line.behave = (request) => (isPiece(request) ? "lose_answer" : "pass");
  await counter.sync.runNow();
  expect(counter.operation(thick)).toMatchObject({ state: "waiting", attempts: 1 });
  bed.line.behave = () => "pass";
  nowMs += 3_600_000;
  const runs = () => bed.line.seen.filter(({ path }) => path.includes("session")).length;
  const before = runs();
  counter.sync.start();
  await expect.poll(() => runs() > before && !counter.sync.status().running, { timeout: 10_000 }).toBe(true);
  await pause(1500);
  expect([runs() - before, counter.sync.status().hold]).toEqual([1, "outside_window"]);
});

it("ends within a second of a pause, whatever is under way", async () => {
  const counter = await bed.openCounter({ line: { mostKilobytesPerSecond: 10 } });
  const id = counter.receive([randomPage(400_000)]);
  counter.sync.start();
  await expect.poll(() => bed.line.seen.some(isPiece), { timeout: 10_000 }).toBe(true);
  const startedAt = performance.now();
  counter.sync.pause(true);
  await expect.poll(() => counter.sync.status().running, { timeout: 5000, interval: 10 }).toBe(false);
  expect(performance.now() - startedAt).toBeLessThan(1000);
  expect(counter.operation(id)).toMatchObject({ state: "waiting", attempts: 0, fault: null });
});
