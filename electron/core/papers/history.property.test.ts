import fc from "fast-check";
import { afterEach, beforeEach, expect, it } from "vitest";
import { imageOf, openPapersBed, type PapersBed } from "./papers.fixture";

let bed: PapersBed;
beforeEach(() => {
  bed = openPapersBed();
});
afterEach(() => bed.close());

const at = fc.nat(11);
const place = fc.nat(2);
const someAt = fc.array(at, { minLength: 1, maxLength: 4 });

const batch = fc.record({
  kind: fc.constant("batch" as const),
  size: fc.integer({ min: 1, max: 4 }),
  place,
  where: fc.constantFrom("end" as const, "before" as const, "replace" as const),
  page: at,
});
const arranging = fc.oneof(
  fc.record({ kind: fc.constant("move" as const), pages: someAt, place, before: fc.option(at) }),
  fc.record({ kind: fc.constant("rotate" as const), pages: someAt, turns: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant("remove" as const), pages: someAt }),
  fc.record({ kind: fc.constant("restore" as const), pages: someAt }),
  fc.record({ kind: fc.constant("split" as const), page: at, into: fc.option(fc.nat(1)) }),
  fc.record({ kind: fc.constant("merge" as const), from: fc.nat(1) }),
  fc.record({ kind: fc.constant("joinCard" as const), pages: fc.tuple(at, at) }),
);
const takingBack = fc.oneof(
  fc.record({ kind: fc.constant("undo" as const) }),
  fc.record({ kind: fc.constant("redo" as const) }),
);

type Batch = typeof batch extends fc.Arbitrary<infer T> ? T : never;
type Arranging = typeof arranging extends fc.Arbitrary<infer T> ? T : never;
type TakingBack = typeof takingBack extends fc.Arbitrary<infer T> ? T : never;
type Step = Batch | Arranging | TakingBack;

/** A dossier, every page that was ever added to it, and how it stood after each step. */
interface Case {
  dossierId: string;
  places: [string, string, null];
  pageIds: Set<string>;
  states: string[];
  /** Of the present state. */
  index: number;
}

it("undoes and repeats any sequence of steps exactly, also after a restart, and loses no page", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(batch, batch, arranging, arranging, arranging, takingBack), { maxLength: 14 }),
      async (steps) => {
        const it = openCase();
        for (const step of steps) {
          await take(it, step);
          expectSound(it);
        }
        for (; it.index > 0; it.index--) expect(back(it, "undo")).toBe(it.states[it.index - 1]);
        expect(bed.papers.history(it.dossierId).undo).toBeNull();
        bed.reopen();
        for (; it.index < it.states.length - 1; it.index++) expect(back(it, "redo")).toBe(it.states[it.index + 1]);
        expect(bed.papers.history(it.dossierId).redo).toBeNull();
        expectSound(it);
      },
    ),
    { numRuns: 40 },
  );
});

it("brings back what was there before a batch exactly, even when officers arrange pages while it is scanned", async () => {
  const meanwhile = fc.array(fc.oneof(arranging, batch), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(place, meanwhile), { minLength: 1, maxLength: 4 }), async (sheets) => {
      const it = openCase();
      for (let n = 0; n < 6; n++) addOne(it, { componentId: it.places[n % 3] ?? null });
      const before = stateOf(it);
      const last = bed.papers.history(it.dossierId).undo?.id;
      const batchId = crypto.randomUUID();
      for (const [to, steps] of sheets) {
        addOne(it, { componentId: it.places[to] ?? null, batchId });
        for (const step of steps) await take(it, step);
        expectSound(it);
      }
      const after = whereOf(it);
      while (bed.papers.history(it.dossierId).undo?.id !== last) bed.papers.undo(it.dossierId);
      expect(stateOf(it)).toBe(before);
      while (bed.papers.history(it.dossierId).redo) bed.papers.redo(it.dossierId);
      expect(whereOf(it)).toEqual(after);
      expectSound(it);
    }),
    { numRuns: 20 },
  );
});

function openCase(): Case {
  const dossierId = bed.addDossier();
  const places: Case["places"] = [bed.addComponent(dossierId, 1), bed.addComponent(dossierId, 2), null];
  const empty: Case = { dossierId, places, pageIds: new Set(), states: [], index: 0 };
  return { ...empty, states: [stateOf(empty)] };
}

async function take(it: Case, step: Step): Promise<void> {
  if (step.kind === "undo" || step.kind === "redo") {
    const next = it.index + (step.kind === "undo" ? -1 : 1);
    if (it.states[next] === undefined) return;
    expect(back(it, step.kind)).toBe(it.states[next]);
    it.index = next;
    return;
  }
  const before = bed.papers.history(it.dossierId).undo?.id;
  if (step.kind === "batch") addBatch(it, step);
  else await arrange(it, step);
  if (bed.papers.history(it.dossierId).undo?.id === before) return;
  it.states = [...it.states.slice(0, it.index + 1), stateOf(it)];
  it.index++;
}

function back(it: Case, kind: "undo" | "redo"): string {
  bed.papers[kind](it.dossierId);
  return stateOf(it);
}

function addBatch(it: Case, { size, place, where, page }: Batch): void {
  const pages = bed.papers.listPages(it.dossierId);
  const pageId = pages[page % Math.max(1, pages.length)]?.id;
  const componentId = it.places[place] ?? null;
  const batchId = crypto.randomUUID();
  const first = pageId && where !== "end" ? ({ kind: where, pageId } as const) : ({ kind: "end" } as const);
  let previous = addOne(it, { componentId, batchId, place: first });
  for (let n = 1; n < size; n++)
    previous = addOne(it, { componentId, batchId, place: { kind: "after", pageId: previous } });
}

function addOne(it: Case, more: Partial<Parameters<PapersBed["papers"]["addPage"]>[0]>): string {
  const { id } = bed.papers.addPage({
    image: imageOf("page"),
    dossierId: it.dossierId,
    componentId: null,
    source: "file",
    ...more,
  });
  it.pageIds.add(id);
  return id;
}

async function arrange(it: Case, step: Arranging): Promise<void> {
  const { papers } = bed;
  const live = papers.listPages(it.dossierId).map((page) => page.id);
  if (step.kind === "merge") return void papers.merge(it.places[step.from] ?? "", it.places[1 - step.from] ?? "");
  if (step.kind === "restore") return restore(it, step.pages);
  if (live.length === 0) return;
  if (step.kind === "split") return split(it, pick(live, step.page) ?? "", step.into);
  const pageIds = some(live, step.pages);
  if (step.kind === "joinCard") return joinCard(it, pageIds);
  if (step.kind === "remove") return void papers.remove(pageIds);
  if (step.kind === "rotate") return void papers.rotate(pageIds, step.turns);
  move(it, pageIds, step);
}

function pick(from: readonly string[], index: number): string | undefined {
  return from[index % Math.max(1, from.length)];
}

function some(from: readonly string[], indices: readonly number[]): string[] {
  return [...new Set(indices.flatMap((index) => pick(from, index) ?? []))];
}

function restore(it: Case, pages: readonly number[]): void {
  const hidden = some(
    bed.papers.listRemoved(it.dossierId).map((page) => page.id),
    pages,
  );
  if (hidden.length > 0) bed.papers.restore(hidden);
}

function move(it: Case, pageIds: string[], { place, before }: { place: number; before: number | null }): void {
  const componentId = it.places[place] ?? null;
  const others = bed.papers
    .listPages(it.dossierId)
    .filter((page) => page.componentId === componentId && !pageIds.includes(page.id))
    .map((page) => page.id);
  bed.papers.move({ pageIds, componentId, beforePageId: before === null ? null : (pick(others, before) ?? null) });
}

function split(it: Case, firstPageId: string, into: number | null): void {
  const componentId = into === null ? null : (it.places[into] ?? null);
  if (componentId === null) return void bed.papers.split(firstPageId, { kind: "new", name: "Đơn" });
  if (bed.papers.getPage(firstPageId).componentId === componentId) return;
  bed.papers.split(firstPageId, { kind: "component", componentId });
}

async function joinCard(it: Case, [front, back]: readonly string[]): Promise<void> {
  if (!front || !back) return;
  const pages = await bed.papers.joinCard(front, back);
  for (const page of pages) it.pageIds.add(page.id);
}

function componentsOf(it: Case) {
  const sql = "SELECT id, status FROM components WHERE dossier_id = ? AND removed = 0 ORDER BY position, id";
  return bed.storage.read.all<{ id: string; status: string }>(sql, it.dossierId);
}

/** Everything that an officer sees of the arrangement, as text. */
function stateOf(it: Case): string {
  const pages = bed.papers.listPages(it.dossierId);
  const told = pages.map(({ id, componentId, position, rotation }) => [id, componentId, position, rotation]);
  return JSON.stringify({
    pages: told.toSorted((a, b) => (String(a) < String(b) ? -1 : 1)),
    components: componentsOf(it),
  });
}

/** In which component each page is, without the order. */
function whereOf(it: Case) {
  return new Map(
    bed.papers.listPages(it.dossierId).map(({ id, componentId, rotation }) => [id, [componentId, rotation]]),
  );
}

function expectSound(it: Case): void {
  const live = bed.papers.listPages(it.dossierId);
  const hidden = bed.papers.listRemoved(it.dossierId);
  expect([...live, ...hidden].map((page) => page.id).toSorted()).toEqual([...it.pageIds].toSorted());
  const components = componentsOf(it);
  for (const place of [...components.map((component) => component.id), null]) {
    const here = live.filter((page) => page.componentId === place).map((page) => page.position);
    expect(here).toEqual(here.map((_, index) => index + 1));
  }
  for (const { id, status } of components)
    expect(status).toBe(live.some((page) => page.componentId === id) ? "scanned" : "undecided");
}
