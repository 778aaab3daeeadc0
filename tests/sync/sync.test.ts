// Counter and province together: a real database and real files on one side, a real province on the other, a line between.
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { startProvince, type Province } from "../../province/start";
import { openBadLine, type BadLine, type Behaviour, type Seen } from "./bad-line.fixture";
import { askAsClerk } from "./clerk.fixture";
import { ADMIN_TOKEN, createCounter, ENROLMENT_CODE, randomPage, type Counter } from "./counter.fixture";

let province: Province;
let line: BadLine;
let units = 0;
let unitCode = "";

beforeAll(async () => {
  province = await startProvince({ enrolmentCode: ENROLMENT_CODE, adminToken: ADMIN_TOKEN });
  line = await openBadLine(province.url);
});

afterAll(async () => {
  await line.close();
  await province.close();
});

beforeEach(() => {
  units += 1;
  unitCode = `H34.12.${units}`;
  line.behave = () => "pass";
  line.seen.length = 0;
});

async function openRegistered(): Promise<Counter & { reopen(): Promise<Counter> }> {
  const place = createCounter({ unitCode });
  let counter = place.open();
  onTestFinished(() => counter.close());
  await counter.sync.register({ provinceUrl: line.url, enrolmentCode: ENROLMENT_CODE });
  await counter.sync.runNow();
  line.seen.length = 0;
  const reopen = async () => {
    await counter.close();
    counter = place.open();
    return counter;
  };
  return { ...counter, reopen };
}

const admin = <Answer>(path: string, body?: object) => askAsClerk<Answer>(province.url, path, body);

interface AtProvince {
  dossierId: string;
  officialCode: string;
  unitCode: string;
  fileCount: number;
}

async function atProvince(): Promise<AtProvince[]> {
  const { items } = await admin<{ items: AtProvince[] }>("dossiers?limit=1000");
  return items.filter((item) => item.unitCode === unitCode);
}

function once(matches: (request: Seen) => boolean, behaviour: Behaviour): (request: Seen) => Behaviour {
  let done = false;
  return (request) => {
    if (done || !matches(request)) return "pass";
    done = true;
    return behaviour;
  };
}

const isPush = (request: Seen) => request.path === "/v1/operations";
const isCommit = (request: Seen) => request.path.endsWith("/commit");
/** A file begins with its first piece. */
const isPiece = (request: Seen) => request.path.startsWith("/v1/uploads") && request.method !== "HEAD";

describe("delivery", () => {
  it("brings dossiers with their files and gets the official codes", async () => {
    const counter = await openRegistered();
    const shared = randomPage(40_000);
    const first = counter.receive([shared, randomPage(70_000)]);
    const second = counter.receive([shared]);
    const status = await counter.sync.runNow();
    expect(status).toMatchObject({
      link: "online",
      waiting: 0,
      attention: 0,
      sent: 2,
      waitingBytes: 0,
      lastFault: null,
    });
    // The one that has all its pages first is carried out first; the numbers before theirs are leased to the counter.
    const found = await atProvince();
    expect(found).toMatchObject([
      { dossierId: second, officialCode: expect.stringMatching(/-261123-\d{4}$/) as string, fileCount: 1 },
      { dossierId: first, officialCode: expect.stringMatching(/-261123-\d{4}$/) as string, fileCount: 2 },
    ]);
    expect(counter.officialCodeOf(first)).toBe(found[1]?.officialCode);
    expect(counter.sync.queue({ filter: "sent", limit: 10 })).toMatchObject([
      { dossierId: second, sizeBytes: 40_000, sentBytes: 40_000 },
      { dossierId: first, sizeBytes: 110_000, sentBytes: 110_000 },
    ]);
    expect(line.seen.filter((request) => request.method === "POST" && request.path === "/v1/uploads")).toHaveLength(2);
  });

  it("begins by itself when a dossier is received", async () => {
    const counter = await openRegistered();
    counter.sync.start();
    const id = counter.receive([randomPage(1000)]);
    await expect.poll(() => counter.stateOf(id), { timeout: 10_000 }).toBe("sent");
  });

  it("begins again by itself when the network is back", async () => {
    const counter = await openRegistered();
    line.behave = () => "lose_answer";
    counter.sync.start();
    const id = counter.receive([randomPage(1000)]);
    await expect.poll(() => counter.sync.status().lastFault?.code, { timeout: 10_000 }).toBe("PROVINCE_UNREACHABLE");
    expect(counter.sync.status()).toMatchObject({ link: "offline", waiting: 1, waitingBytes: 1000 });
    line.behave = () => "pass";
    await expect.poll(() => counter.stateOf(id), { timeout: 10_000 }).toBe("sent");
  });

  it.each([
    ["the push", isPush],
    ["a piece of a file", isPiece],
    ["the commit", isCommit],
  ])("has one dossier and one receipt when the answer to %s is lost", async (_name, matches) => {
    const counter = await openRegistered();
    const id = counter.receive([randomPage(20_000)]);
    line.behave = once(matches, "lose_answer");
    expect(await counter.sync.runNow()).toMatchObject({ link: "offline", sent: 0 });
    expect(counter.stateOf(id)).toBe("waiting");
    await counter.sync.runNow();
    expect(counter.stateOf(id)).toBe("sent");
    expect(await atProvince()).toHaveLength(1);
    expect(counter.operation(id)?.receipt?.officialCode).toBe((await atProvince())[0]?.officialCode);
    expect(counter.receipts).toHaveLength(1);
  });

  it("goes on where a cut upload stopped", async () => {
    const counter = await openRegistered();
    const id = counter.receive([randomPage(100_000)]);
    let pieces = 0;
    line.behave = (request) => (isPiece(request) && (pieces += 1) === 4 ? { cutAfterBytes: 5000 } : "pass");
    await counter.sync.runNow();
    expect(counter.stateOf(id)).toBe("waiting");
    line.behave = () => "pass";
    const restarted = await counter.reopen();
    await restarted.sync.runNow();
    expect(restarted.stateOf(id)).toBe("sent");
    const sentBytes = line.seen.filter(isPiece).reduce((sum, request) => sum + request.bodyBytes, 0);
    expect(sentBytes).toBeLessThanOrEqual(100_000 + 16 * 1024);
  });

  it("starts an upload anew when the province no longer knows it", async () => {
    const counter = await openRegistered();
    const id = counter.receive([randomPage(50_000)]);
    line.behave = once((request) => request.method === "PATCH", { cutAfterBytes: 1000 });
    await counter.sync.runNow();
    counter.storage.transaction((writer) =>
      writer.run("UPDATE uploads SET upload_url = upload_url || '0', sent_bytes = 49000"),
    );
    await counter.sync.runNow();
    expect(counter.stateOf(id)).toBe("sent");
  });

  it("arrives after a kill between upload and commit", async () => {
    const counter = await openRegistered();
    const id = counter.receive([randomPage(30_000)]);
    line.behave = (request) => (isCommit(request) ? { status: 503, body: "" } : "pass");
    await counter.sync.runNow();
    counter.storage.transaction((writer) => writer.run("UPDATE outbox SET state = 'sending'"));
    line.behave = () => "pass";
    const restarted = await counter.reopen();
    restarted.sync.start();
    await expect.poll(() => restarted.stateOf(id), { timeout: 10_000 }).toBe("sent");
    expect(await atProvince()).toHaveLength(1);
  });
});

describe("a province that answers nonsense", () => {
  const nonsense: [string, Behaviour, string][] = [
    ["500", { status: 500, body: '{"defined":false}' }, "PROVINCE_FAILED"],
    ["502 with a page", { status: 502, body: "<html>Bad gateway</html>" }, "PROVINCE_FAILED"],
    [
      "200 with a page",
      { status: 200, body: "<html>", headers: { "content-type": "text/html" } },
      "PROVINCE_CAPTIVE_PORTAL",
    ],
    ["200 with nothing", { status: 200, body: "" }, "PROVINCE_ANSWER_INVALID"],
    [
      "200 with other JSON",
      { status: 200, body: "{}", headers: { "content-type": "application/json" } },
      "PROVINCE_PROTOCOL",
    ],
    ["a redirect", { status: 302, body: "", headers: { location: "/login" } }, "PROVINCE_CAPTIVE_PORTAL"],
    ["404 with a page", { status: 404, body: "<html>", headers: { "content-type": "text/html" } }, "PROVINCE_PROTOCOL"],
  ];

  it.each(nonsense)("%s to the push: nothing counts as sent, and it is tried again", async (_name, answer, code) => {
    const counter = await openRegistered();
    const id = counter.receive([randomPage(2000)]);
    line.behave = (request) => (isPush(request) ? answer : "pass");
    expect(await counter.sync.runNow()).toMatchObject({ sent: 0, waiting: 1, attention: 0 });
    expect(counter.operation(id)).toMatchObject({ state: "waiting", receipt: null, attempts: 1, fault: { code } });
    line.behave = () => "pass";
    await counter.sync.runNow();
    expect(counter.operation(id)).toMatchObject({ state: "sent", fault: null });
  });

  it.each(nonsense)("%s to everything: no content leaves the counter", async (_name, answer, code) => {
    const counter = await openRegistered();
    counter.receive([randomPage(2000)]);
    line.behave = () => answer;
    expect(await counter.sync.runNow()).toMatchObject({ link: "offline", waiting: 1, lastFault: { code } });
    expect(line.seen.map((request) => request.path)).toEqual(["/v1/session"]);
  });

  it("is left alone after three failures in a row, one after the other being tried later", async () => {
    const counter = await openRegistered();
    for (let index = 0; index < 30; index += 1) counter.receive([]);
    line.behave = (request) => (isPush(request) ? { status: 500, body: "" } : "pass");
    expect(await counter.sync.runNow()).toMatchObject({ link: "offline", waiting: 30, sent: 0 });
    // Eight on their way; two more are taken up before the third failure.
    expect(line.seen.filter(isPush).length, "three, and what was on its way with them").toBeLessThanOrEqual(10);
  });

  it("fails at one dossier only: the others arrive", async () => {
    const counter = await openRegistered();
    const ids = [1, 2, 3].map(() => counter.receive([]));
    line.behave = once(isPush, { status: 500, body: "" });
    expect(await counter.sync.runNow()).toMatchObject({ link: "online", waiting: 1, sent: 2 });
    expect(ids.map((id) => counter.stateOf(id))).toEqual(["waiting", "sent", "sent"]);
  });

  it("waits as long as it is asked to, within reason", async () => {
    const counter = await openRegistered();
    const id = counter.receive([]);
    line.behave = (request) =>
      isPush(request) ? { status: 429, body: "", headers: { "retry-after": "3600" } } : "pass";
    counter.sync.start();
    await expect.poll(() => counter.sync.status().lastFault?.code, { timeout: 10_000 }).toBe("PROVINCE_BUSY");
    const busyAt = performance.now();
    line.behave = () => "pass";
    await expect.poll(() => counter.stateOf(id), { timeout: 30_000 }).toBe("sent");
    expect(performance.now() - busyAt, "the longest pause of this counter is 2 s").toBeGreaterThan(1500);
  });

  it("shows a province that cannot be reached as offline, and delivers when it is back", async () => {
    const counter = await openRegistered();
    const id = counter.receive([randomPage(500)]);
    line.behave = () => "lose_answer";
    expect(await counter.sync.runNow()).toMatchObject({ link: "offline", lastFault: { code: "PROVINCE_UNREACHABLE" } });
    line.behave = () => "pass";
    expect(await counter.sync.runNow()).toMatchObject({ link: "online", sent: 1 });
    expect(counter.stateOf(id)).toBe("sent");
  });
});

describe("one dossier that the province refuses", () => {
  it("waits for the officer with the province's reason while the others arrive", async () => {
    const counter = await openRegistered();
    const ids = Array.from({ length: 9 }, (_, index) =>
      counter.receive([randomPage(300)], index === 4 ? { procedureCode: "" } : {}),
    );
    expect(await counter.sync.runNow()).toMatchObject({ link: "online", sent: 8, attention: 1, waiting: 0 });
    const poisoned = counter.operation(ids[4] ?? "");
    expect(poisoned).toMatchObject({
      state: "attention",
      fault: { code: "PROVINCE_REFUSED", facts: { reason: "Hồ sơ không hợp lệ, cần xem lại: MaTTHC." } },
    });
    counter.sync.release(poisoned?.id ?? "");
    expect(counter.stateOf(ids[4] ?? "")).toBe("waiting");
    expect(() => counter.sync.release(poisoned?.id ?? "")).toThrow("NOT_FOUND");
  });

  it("is not held up by a dossier whose page is gone from this disk", async () => {
    const counter = await openRegistered();
    const page = randomPage(700);
    const lost = counter.receive([page]);
    counter.forgetPage(page);
    const whole = counter.receive([randomPage(300)]);
    expect(await counter.sync.runNow()).toMatchObject({ link: "online", sent: 1, attention: 1 });
    expect(counter.operation(lost)).toMatchObject({ state: "attention", fault: { code: "BLOB_MISSING" } });
    expect(counter.stateOf(whole)).toBe("sent");
  });

  it("holds back the later operations of the same dossier", async () => {
    const counter = await openRegistered();
    const id = counter.receive([], { procedureCode: "" });
    counter.storage.transaction((writer) =>
      writer.run(
        `INSERT INTO outbox (id, dossier_id, sequence, kind, payload, payload_sha256, created_at_utc)
         SELECT '0195d3a0-0000-7000-8000-000000000001', dossier_id, 2, kind, payload, payload_sha256, created_at_utc FROM outbox`,
      ),
    );
    await counter.sync.runNow();
    expect(line.seen.filter(isPush)).toHaveLength(1);
    expect(counter.sync.queue({ filter: "attention", limit: 10 })).toMatchObject([
      { dossierId: id, operations: [{ state: "attention" }, { state: "waiting" }] },
    ]);
  });
});

describe("the feed of the province", () => {
  it("is applied once, however often it is read", async () => {
    const counter = await openRegistered();
    const id = counter.receive([]);
    await counter.sync.runNow();
    const officialCode = counter.officialCodeOf(id) ?? "";
    await admin(`dossiers/${officialCode}/state`, { state: 4, note: "Đang thẩm định" });
    await counter.sync.runNow();
    await counter.sync.runNow();
    expect(counter.states).toMatchObject([{ dossierId: id, officialCode, state: 4, note: "Đang thẩm định" }]);
    const restarted = await counter.reopen();
    await restarted.sync.runNow();
    expect(restarted.states).toEqual([]);
  });
});

describe("registration", () => {
  it("is refused with the province's reason when the code is wrong", async () => {
    const counter = createCounter({ unitCode }).open();
    onTestFinished(() => counter.close());
    expect(counter.sync.status().link).toBe("unconfigured");
    expect(() => counter.sync.sendNow()).toThrow("PROVINCE_NOT_CONFIGURED");
    await expect(counter.sync.register({ provinceUrl: line.url, enrolmentCode: "sai-ma" })).rejects.toMatchObject({
      code: "PROVINCE_REFUSED",
      facts: { reason: expect.stringContaining("Mã đăng ký không đúng") as string },
    });
    expect(counter.sync.status().link).toBe("unconfigured");
  });

  it.each(["http://example.com", "ftp://127.0.0.1", "https://user:secret@example.com", "khong-phai-dia-chi"])(
    "does not go to %s",
    async (provinceUrl) => {
      const counter = createCounter({ unitCode }).open();
      onTestFinished(() => counter.close());
      await expect(counter.sync.register({ provinceUrl, enrolmentCode: "x" })).rejects.toMatchObject({
        code: "INPUT_INVALID",
      });
    },
  );

  it("keeps everything waiting when the token no longer holds, until the counter is registered again", async () => {
    const counter = await openRegistered();
    const other = createCounter({ unitCode }).open(); // the same machine code: the province gives the token to the newer one
    onTestFinished(() => other.close());
    await other.sync.register({ provinceUrl: line.url, enrolmentCode: ENROLMENT_CODE });
    counter.receive([randomPage(100)]);
    expect(await counter.sync.runNow()).toMatchObject({
      link: "unregistered",
      waiting: 1,
      lastFault: { code: "PROVINCE_UNAUTHORISED" },
    });
    await counter.sync.register({ provinceUrl: line.url, enrolmentCode: ENROLMENT_CODE });
    expect(await counter.sync.runNow()).toMatchObject({ link: "online", sent: 1 });
  });
});

describe("time and pause", () => {
  it("does not wait for years after the clock was set back", async () => {
    const counter = await openRegistered();
    const id = counter.receive([]);
    counter.storage.transaction((writer) =>
      writer.run("UPDATE outbox SET next_attempt_at_utc = '2036-01-01T00:00:00.000Z'"),
    );
    const due = { nowUtc: new Date().toISOString(), latestUtc: new Date(Date.now() + 60_000).toISOString() };
    expect(counter.outbox.findDueOf(id, due)).toBe(counter.operation(id)?.id);
  });

  it("sends nothing while paused", async () => {
    const counter = await openRegistered();
    expect(counter.sync.pause(true).link).toBe("paused");
    const id = counter.receive([]);
    await counter.sync.runNow();
    expect(counter.stateOf(id)).toBe("waiting");
    expect(line.seen).toEqual([]);
    counter.sync.pause(false);
    await counter.sync.runNow();
    expect(counter.stateOf(id)).toBe("sent");
  });
});
