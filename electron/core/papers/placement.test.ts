import fc from "fast-check";
import { expect, it } from "vitest";
import { openPapersBed, type PapersBed } from "./papers.fixture";

type Step =
  | { kind: "add"; page: number; place: number }
  | { kind: "assign"; page: number; place: number }
  | { kind: "remove" | "restore"; pages: number[] };

const onePage = { page: fc.nat(9), place: fc.nat(2) };
const somePages = { pages: fc.array(fc.nat(9), { minLength: 1, maxLength: 4 }) };
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("add" as const), ...onePage }),
    fc.record({ kind: fc.constant("assign" as const), ...onePage }),
    fc.record({ kind: fc.constantFrom("remove" as const, "restore" as const), ...somePages }),
  ),
  { maxLength: 25 },
);

it("keeps positions dense, loses no page and lets the components follow, whatever is done to the pages", () => {
  const bed = openPapersBed();
  try {
    fc.assert(
      fc.property(steps, (sequence) => {
        const dossierId = bed.addDossier();
        const places = [bed.addComponent(dossierId, 1), bed.addComponent(dossierId, 2), null];
        const model = new Map<string, { place: string | null; isHidden: boolean }>();
        for (const step of sequence) apply(bed, { dossierId, places, model }, step);
        check(bed, { dossierId, places, model });
      }),
      { numRuns: 60 },
    );
  } finally {
    bed.close();
  }
});

interface Case {
  dossierId: string;
  places: (string | null)[];
  model: Map<string, { place: string | null; isHidden: boolean }>;
}

function apply(bed: PapersBed, { dossierId, places, model }: Case, step: Step): void {
  const ids = [...model.keys()];
  const known = (index: number) => ids[index % Math.max(1, ids.length)];
  if (step.kind === "add") {
    const place = places[step.place] ?? null;
    const image = {
      bytes: Buffer.from("page"),
      mimeType: "image/png" as const,
      widthPx: 1,
      heightPx: 1,
      resolutionDpi: 300,
    };
    model.set(bed.papers.addPage({ image, dossierId, componentId: place, source: "file" }).id, {
      place,
      isHidden: false,
    });
    return;
  }
  if (step.kind === "assign") {
    const id = known(step.page);
    const entry = id && model.get(id);
    if (!id || !entry || entry.isHidden) return;
    entry.place = places[step.place] ?? null;
    bed.papers.move({ pageIds: [id], componentId: entry.place });
    return;
  }
  const chosen = step.pages.flatMap((index) => known(index) ?? []);
  if (chosen.length === 0) return;
  bed.papers[step.kind](chosen);
  for (const id of chosen) Object.assign(model.get(id) ?? {}, { isHidden: step.kind === "remove" });
}

function check(bed: PapersBed, { dossierId, places, model }: Case): void {
  const pages = bed.papers.listPages(dossierId);
  const shown = [...model].filter(([, entry]) => !entry.isHidden).map(([id]) => id);
  expect(new Set(pages.map((page) => page.id))).toEqual(new Set(shown));
  for (const place of places) {
    const here = pages.filter((page) => page.componentId === place);
    expect(here.map((page) => page.position)).toEqual(here.map((_, index) => index + 1));
    expect(here.every((page) => model.get(page.id)?.place === place)).toBe(true);
    if (place) expect(bed.statusOf(place)).toBe(here.length > 0 ? "scanned" : "undecided");
  }
}
