import { createRouterClient } from "@orpc/server";
import { afterEach, beforeEach, expect, it } from "vitest";
import { papersRoutes } from "../papers";
import { BIRTH, MOTHER, openBed, type Bed } from "./dossiers.fixture";
import { dossiersRoutes } from "./routes";

let bed: Bed;
beforeEach(() => (bed = openBed()));
afterEach(() => bed.close());

const connect = () => ({
  dossiers: createRouterClient(dossiersRoutes(bed.dossiers)),
  papers: createRouterClient(papersRoutes(bed.papers)),
});

it("answers the whole intake in the shapes of the contract", async () => {
  const { dossiers, papers } = connect();
  bed.dossiers.complete(bed.readyDraft().id);
  const { id } = await dossiers.start();
  await dossiers.saveDraft({ id, applicant: { fullName: "Nguyễn Thị Đường", phone: "0905123456" } });
  const applicant = { personalNumber: MOTHER, birthDate: "1994-03-12" };
  const draft = await dossiers.saveDraft({ id, procedureCode: BIRTH, applicant, summary: "Khai sinh" });
  expect(draft.applicant).toMatchObject({ fullName: "Nguyễn Thị Đường", phone: "0905123456", ...applicant });
  const [first, second] = draft.components;
  if (!first || !second) throw new Error("two components were expected");
  const page = bed.addPage(id, null);
  expect(await papers.move({ pageIds: [page.id], componentId: first.id })).toMatchObject([{ id: page.id }]);
  expect(await papers.remove({ pageIds: [page.id] })).toEqual([]);
  expect(await papers.restore({ pageIds: [page.id] })).toHaveLength(1);
  const reusePaperId = second.reusable[0]?.paperId ?? null;
  await dossiers.setComponent({ dossierId: id, componentId: second.id, status: "reused", reusePaperId });
  const received = await dossiers.complete({ id });
  expect(await dossiers.get({ id })).toEqual(received);
  expect(await papers.list({ dossierId: id })).toHaveLength(1);
  expect(await dossiers.findByCode({ code: received.provisionalCode ?? "" })).toMatchObject({ id });
  expect((await dossiers.list({})).total).toBe(2);
  expect(await dossiers.today()).toMatchObject({ dossiers: 2, reused: 1 });
});

it("reads cards, adds components, discards and restores", async () => {
  const { dossiers } = connect();
  const card = await dossiers.readCard({ payload: `${MOTHER}||Nguyễn Thị Đường|12031994|Nữ|Xã Mẫu|01022022` });
  const { id } = await dossiers.start();
  await dossiers.saveDraft({ id, applicant: card.applicant });
  expect((await dossiers.addComponent({ dossierId: id, name: "Bằng tốt nghiệp" })).components).toHaveLength(1);
  expect(await dossiers.discardDraft({ id })).toEqual({ id });
  expect(await dossiers.restoreDraft({ id })).toMatchObject({ applicantName: "Nguyễn Thị Đường" });
});
