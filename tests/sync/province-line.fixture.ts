// A province, a line to it that can be told to misbehave, and counters of a unit of their own for each test.
import fs from "node:fs";
import { afterAll, beforeAll, beforeEach, onTestFinished } from "vitest";
import { startProvince, type Province } from "../../province/start";
import { openBadLine, type BadLine, type Seen } from "./bad-line.fixture";
import { ADMIN_TOKEN, createCounter, ENROLMENT_CODE, type Counter, type CounterOptions } from "./counter.fixture";

export interface ProvinceLine {
  readonly province: Province;
  readonly line: BadLine;
  /** An enrolled counter, its first run behind it. */
  openCounter(options?: Partial<CounterOptions>): Promise<Counter & { reopen(): Promise<Counter> }>;
}

let units = 0;

/** To be called at the top of a test file. */
export function useProvinceLine(): ProvinceLine {
  let province: Province | undefined;
  let line: BadLine | undefined;
  beforeAll(async () => {
    province = await startProvince({ enrolmentCode: ENROLMENT_CODE, adminToken: ADMIN_TOKEN });
    line = await openBadLine(province.url);
  });
  afterAll(async () => {
    await line?.close();
    await province?.close();
  });
  beforeEach(() => {
    if (!line) return;
    line.behave = () => "pass";
    line.seen.length = 0;
  });

  async function openCounter(options: Partial<CounterOptions> = {}) {
    units += 1;
    const place = createCounter({ unitCode: `H35.12.${units}`, ...options });
    let counter = place.open();
    onTestFinished(async () => {
      await counter.close();
      fs.rmSync(place.folder, { recursive: true });
    });
    const enrolment = { provinceUrl: line?.url ?? "", enrolmentCode: ENROLMENT_CODE };
    await counter.sync.register(enrolment);
    await counter.sync.runNow();
    if (line) line.seen.length = 0;
    const reopen = async () => {
      await counter.close();
      counter = place.open();
      return counter;
    };
    return { ...counter, reopen };
  }
  return {
    get province() {
      if (!province) throw new Error("before the first test");
      return province;
    },
    get line() {
      if (!line) throw new Error("before the first test");
      return line;
    },
    openCounter,
  };
}

export const isPush = (request: Seen) => request.path === "/v1/operations";
/** A file begins with its first piece. */
export const isPiece = (request: Seen) => request.path.startsWith("/v1/uploads") && request.method !== "HEAD";
