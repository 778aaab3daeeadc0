import { afterEach, describe, expect, it } from "vitest";
import { DomainError } from "../../../shared/errors";
import type { EngineTask, OcrEngineKind, Recognised } from "./engine";
import { EnginePool, type PoolOptions } from "./engine-pool";

const READ: Recognised = { words: [], confidence: 91 };
const TASK: EngineTask = {
  picture: { data: new Uint8Array(1), widthPx: 1, heightPx: 1, resolutionDpi: 300 },
  layout: "page",
};

/** An engine that follows a script, for what a real one does only when it breaks. */
function scripted(answers: (() => Promise<Recognised>)[] = [], id = "scripted") {
  const kind = {
    id,
    opened: 0,
    closed: 0,
    open() {
      kind.opened += 1;
      return {
        recognise: () => (answers.shift() ?? (() => Promise.resolve(READ)))(),
        close: () => void (kind.closed += 1),
      };
    },
  };
  return kind satisfies OcrEngineKind;
}

const never = () => new Promise<Recognised>(() => undefined);
const fails = () => Promise.reject(new DomainError("OCR_FAILED", { reason: "test" }));

let pool: EnginePool | undefined;
afterEach(() => pool?.close());
const openPool = (limits: Partial<PoolOptions> = {}) => (pool = new EnginePool({ size: 1, ...limits }));
const readOnce = (from: EnginePool, kind: OcrEngineKind) => from.readPage(kind, (recognise) => recognise(TASK));

describe("the pool of engines", () => {
  it("replaces an engine after its number of pages, however often it reads on one", async () => {
    const kind = scripted();
    const engines = openPool({ pagesPerEngine: 2 });
    for (let page = 0; page < 5; page += 1)
      await engines.readPage(kind, async (recognise) => {
        await recognise(TASK);
        return recognise(TASK);
      });
    expect([kind.opened, kind.closed]).toEqual([3, 2]);
  });

  it("ends a page that takes too long in all, and gives the next page a fresh engine", async () => {
    const kind = scripted([() => new Promise((resolve) => setTimeout(resolve, 60, READ)), never]);
    const engines = openPool({ timeoutMs: 100 });
    const reading = engines.readPage(kind, async (recognise) => {
      await recognise(TASK);
      return recognise(TASK);
    });
    await expect(reading).rejects.toMatchObject({ code: "OCR_TIMEOUT", facts: { seconds: 0.1 } });
    expect(await readOnce(engines, kind)).toEqual(READ);
    expect([kind.opened, kind.closed]).toEqual([2, 1]);
  });

  it("goes on with the same page on a fresh engine after a failure", async () => {
    const kind = scripted([fails]);
    const read = await openPool().readPage(kind, (recognise) => recognise(TASK).catch(() => recognise(TASK)));
    expect(read).toEqual(READ);
    expect([kind.opened, kind.closed]).toEqual([2, 1]);
  });

  it("never has more engines than it may, and keeps an engine for one page alone", async () => {
    const kind = scripted();
    const engines = openPool();
    const order: string[] = [];
    const page = (name: string) =>
      engines.readPage(kind, async (recognise) => {
        order.push(`${name} begins`);
        await recognise(TASK);
        await recognise(TASK);
        order.push(`${name} ends`);
      });
    await Promise.all([page("a"), page("b")]);
    expect(order).toEqual(["a begins", "a ends", "b begins", "b ends"]);
    expect(kind.opened).toBe(1);
  });

  it("takes another engine as soon as another one is chosen", async () => {
    const [first, second] = [scripted([], "first"), scripted([], "second")];
    const engines = openPool();
    for (const kind of [first, first, second, first]) await readOnce(engines, kind);
    expect([first.opened, first.closed, second.opened, second.closed]).toEqual([2, 1, 1, 1]);
  });

  it("closes an engine that nobody needs", async () => {
    const kind = scripted();
    await readOnce(openPool({ idleMs: 20 }), kind);
    await expect.poll(() => kind.closed).toBe(1);
  });

  it("ends what waits and what begins once it is closed", async () => {
    const kind = scripted([never]);
    const engines = openPool();
    void readOnce(engines, kind).catch(() => undefined);
    const waiting = readOnce(engines, kind);
    await Promise.resolve();
    engines.close();
    await expect(waiting).rejects.toMatchObject({ code: "CANCELLED" });
    await expect(readOnce(engines, kind)).rejects.toMatchObject({ code: "CANCELLED" });
  });
});
