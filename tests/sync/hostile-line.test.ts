// Whatever answers in the province's place, at whatever step: nothing counts as sent without a receipt, and everything arrives
// once the line is good again.
import { describe, expect, it } from "vitest";
import type { Behaviour, Seen } from "./bad-line.fixture";
import { randomPage } from "./counter.fixture";
import { isPush, useProvinceLine } from "./province-line.fixture";

const bed = useProvinceLine();
const TUS = { "tus-resumable": "1.0.0" };

const ANSWERS: [string, Behaviour, string][] = [
  ["500", { status: 500, body: "{}" }, "PROVINCE_FAILED"],
  ["502 with a page", { status: 502, body: "<html>" }, "PROVINCE_FAILED"],
  ["503 with Retry-After", { status: 503, body: "", headers: { "retry-after": "1" } }, "PROVINCE_BUSY"],
  ["429", { status: 429, body: "" }, "PROVINCE_BUSY"],
  [
    "a login page",
    { status: 200, body: "<html>", headers: { "content-type": "text/html" } },
    "PROVINCE_CAPTIVE_PORTAL",
  ],
  ["a redirect to one", { status: 302, body: "", headers: { location: "/login" } }, "PROVINCE_CAPTIVE_PORTAL"],
  ["400", { status: 400, body: "{}", headers: { "content-type": "application/json" } }, "PROVINCE_PROTOCOL"],
  ["a cut", "lose_answer", "PROVINCE_UNREACHABLE"],
];
const STEPS: [string, (request: Seen) => boolean][] = [
  ["the push", isPush],
  ["the beginning of a file", (request) => request.method === "POST" && request.path === "/v1/uploads"],
  ["a piece", (request) => request.method === "PATCH"],
  ["the commit", (request) => request.path.endsWith("/commit")],
];

describe.each(STEPS)("at %s", (_step, matches) => {
  it.each(ANSWERS)("%s: not sent, and sent afterwards", async (_name, answer, code) => {
    const counter = await bed.openCounter();
    const id = counter.receive([randomPage(40_000)]);
    bed.line.behave = (request) => (matches(request) ? answer : "pass");
    expect(await counter.sync.runNow()).toMatchObject({ sent: 0, attention: 0, waiting: 1 });
    expect(counter.operation(id)).toMatchObject({ state: "waiting", receipt: null, fault: { code } });
    bed.line.behave = () => "pass";
    expect(await counter.sync.runNow()).toMatchObject({ sent: 1, waiting: 0 });
  });
});

it.each([404, 409, 410, 413, 423, 460])(
  "an upload that is answered %i once arrives in the same run",
  async (status) => {
    const counter = await bed.openCounter();
    counter.receive([randomPage(50_000)]);
    let done = false;
    bed.line.behave = (request) => {
      if (done || request.method !== "PATCH") return "pass";
      done = true;
      return { status, body: "", headers: TUS };
    };
    expect(await counter.sync.runNow()).toMatchObject({ sent: 1, waiting: 0 });
  },
);

it("goes on when its token ends in the middle, and keeps everything when it is not taken back", async () => {
  const counter = await bed.openCounter();
  for (let index = 0; index < 5; index += 1) counter.receive([randomPage(20_000)]);
  const expired = {
    status: 401,
    body: '{"defined":true,"code":"UNAUTHORISED","status":401,"message":"x","data":{"cause":"expired"}}',
    headers: { "content-type": "application/json", ...TUS },
  };
  let requests = 0;
  bed.line.behave = (request) => ((requests += 1) % 5 === 0 && request.path !== "/v1/tokens" ? expired : "pass");
  expect(await counter.sync.runNow()).toMatchObject({ attention: 0 });
  bed.line.behave = () => "pass";
  expect(await counter.sync.runNow()).toMatchObject({ sent: 5 });
  counter.receive([randomPage(1000)]);
  bed.line.behave = () => expired;
  expect(await counter.sync.runNow()).toMatchObject({
    ...{ link: "offline", waiting: 1 },
    lastFault: { code: "PROVINCE_SIGNATURE_REFUSED", facts: { cause: "expired" } },
  });
});

const YEAR_MS = 365.25 * 86_400_000;

it.each([-10 * YEAR_MS, -86_400_000, 86_400_000, 10 * YEAR_MS])(
  "delivers with a clock that is off by %i ms, and says by how much",
  async (offMs) => {
    const counter = await bed.openCounter({ clock: { now: () => new Date(Date.now() + offMs) } });
    counter.receive([randomPage(2000)]);
    const { sent, clockOffsetSeconds } = await counter.sync.runNow();
    expect(sent).toBe(1);
    expect(Math.abs((clockOffsetSeconds ?? 0) - offMs / 1000)).toBeLessThan(30);
  },
);

it("delivers when the clock jumps back in the middle of the work", async () => {
  let offMs = 10 * YEAR_MS;
  const counter = await bed.openCounter({ clock: { now: () => new Date(Date.now() + offMs) } });
  counter.receive([randomPage(2000)]);
  bed.line.behave = (request) => (isPush(request) ? { status: 500, body: "" } : "pass");
  await counter.sync.runNow();
  offMs = 0;
  bed.line.behave = () => "pass";
  counter.sync.start();
  await expect.poll(() => counter.sync.status().sent, { timeout: 15_000 }).toBe(1);
});
