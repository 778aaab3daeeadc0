// Which steps of the cleaning officers have switched off, page by page.
import { CleaningStepName, type PageRecipe } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { Reader, Storage, Writer } from "../storage";
import type { Imaging, QuarterTurns } from "../imaging";
import { findPageRead } from "./page-texts";
import type { PageSource } from "./page-work";

function stepsOff(reader: Reader, pageId: string): CleaningStepName[] {
  const off = reader.value<string>("SELECT steps_off FROM page_recipes WHERE page_id = ?", pageId);
  return off === undefined ? [] : CleaningStepName.array().parse(JSON.parse(off));
}

export function saveStepsOff(writer: Writer, pageId: string, off: readonly CleaningStepName[]): void {
  const steps = CleaningStepName.options.filter((step) => off.includes(step));
  writer.run(
    `INSERT INTO page_recipes (page_id, steps_off) VALUES (?, ?)
     ON CONFLICT (page_id) DO UPDATE SET steps_off = excluded.steps_off`,
    pageId,
    JSON.stringify(steps),
  );
}

/** @throws DomainError NOT_FOUND */
export function getRecipe(reader: Reader, pageId: string): PageRecipe {
  if (reader.value("SELECT 1 FROM pages WHERE id = ?", pageId) === undefined)
    throw new DomainError("NOT_FOUND", { what: "page" });
  const read = findPageRead(reader, pageId);
  if (!read) return { pageId, steps: [] };
  const off = stepsOff(reader, pageId);
  const steps = CleaningStepName.options.map((name) => {
    const done = read.steps.find((step) => step.name === name);
    return { name, isOff: off.includes(name), wasDone: done !== undefined, value: done?.value ?? null };
  });
  return { pageId, steps };
}

interface DrawingParts {
  storage: Storage;
  papers: PageSource;
  imaging: Pick<Imaging, "drawCleaned">;
}

/** As it was read: turned also where only reading could tell that it lay wrong. */
export async function drawCleaned({ storage, papers, imaging }: DrawingParts, pageId: string): Promise<Uint8Array> {
  const { rotation, resolutionDpi } = papers.getPage(pageId);
  const off = stepsOff(storage.read, pageId);
  const turned = findPageRead(storage.read, pageId)?.steps.find((step) => step.name === "orientation")?.value ?? 0;
  const quarterTurns = (((rotation + turned) / 90) % 4) as QuarterTurns;
  const steps = turned === 0 ? off : [...off, "orientation" as const];
  return imaging.drawCleaned({ bytes: papers.readPage(pageId), resolutionDpi, quarterTurns, off: steps });
}
