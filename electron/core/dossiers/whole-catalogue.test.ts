import { createRouterClient } from "@orpc/server";
import path from "node:path";
import { expect, it } from "vitest";
import { DossierRecord } from "../../../shared/wire";
import { createCatalogue, loadCatalogue } from "../catalogue";
import { MOTHER, openBed, type Bed } from "./dossiers.fixture";
import { dossiersRoutes } from "./routes";

it("receives a dossier of every procedure, with a receipt and a record that the province can read", async () => {
  const content = await loadCatalogue(path.join(import.meta.dirname, "../../../assets"));
  const bed = openBed({ catalogue: createCatalogue(content) });
  const failures: string[] = [];
  for (const { code } of content.procedures)
    await receive(bed, code).catch((error: unknown) => failures.push(`${code}: ${String(error)}`));
  expect(failures).toEqual([]);
  expect(bed.dossiers.list({ filter: "waiting", limit: 1, offset: 0 }).total).toBe(content.procedures.length);
  bed.close();
});

async function receive(bed: Bed, procedureCode: string): Promise<void> {
  const dossiers = createRouterClient(dossiersRoutes(bed.dossiers));
  const { id } = await dossiers.start();
  const applicant = { fullName: "Nguyễn Thị Đường", personalNumber: MOTHER };
  const draft = await dossiers.saveDraft({ id, procedureCode, applicant, summary: "Thử" });
  // All at once: thousands of single decisions would take most of the test's time.
  bed.storage.transaction((writer) => writer.run("UPDATE components SET status = 'seen' WHERE dossier_id = ?", id));
  await dossiers.complete({ id });
  const { components } = bed.dossiers.receiptData(id);
  expect(components).toHaveLength(draft.components.length);
  const whole = draft.components.map((component) => component.name);
  const cut = components.filter((line) => line.name.endsWith("…") && !whole.includes(line.name));
  expect(cut).toEqual([]);
  const payload = bed.storage.read.value<string>("SELECT payload FROM outbox WHERE dossier_id = ?", id);
  DossierRecord.parse(JSON.parse(payload ?? ""));
}
