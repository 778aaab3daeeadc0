// Which steps of the cleaning officers have switched off, page by page.
import { CleaningStepName, type PageRecipe } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { Reader, Writer } from "../storage";
import { findPageRead } from "./page-texts";

export function stepsOff(reader: Reader, pageId: string): CleaningStepName[] {
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
