import { afterEach, beforeEach, expect, it } from "vitest";
import { DossierRecord } from "../../../shared/wire";
import { openBed, type Bed } from "./dossiers.fixture";
import { verifyEvents } from "./events";

let bed: Bed;
let id: string;
beforeEach(() => {
  bed = openBed();
  ({ id } = bed.dossiers.complete(bed.readyDraft().id));
});
afterEach(() => bed.close());

const rows = () =>
  bed.storage.read.all<{ kind: string; state: string; payload: string }>("SELECT * FROM outbox ORDER BY sequence");
const recordOf = (index: number) => DossierRecord.parse(JSON.parse(rows()[index]?.payload ?? "{}"));

it("changes the dossier and what the province will get, and tells which fields and why", () => {
  const dossier = bed.dossiers.amend({
    id,
    applicant: { fullName: "Nguyễn Thị Đường Mới", phone: "0999 888 777" },
    summary: "Khai sinh cho con thứ hai",
    reason: "Công dân báo nhầm",
  });
  expect(dossier).toMatchObject({ applicantName: "Nguyễn Thị Đường Mới", summary: "Khai sinh cho con thứ hai" });
  expect(rows().map(({ kind, state }) => [kind, state])).toEqual([
    ["dossier.received", "replaced"],
    ["dossier.received", "waiting"],
  ]);
  expect(recordOf(1)).toMatchObject({ ChuHoSo: "Nguyễn Thị Đường Mới", TrichYeuHoSo: "Khai sinh cho con thứ hai" });
  expect(recordOf(1).MaHoSo).toBe(recordOf(0).MaHoSo);
  expect(recordOf(1).NgayTiepNhan).toBe(recordOf(0).NgayTiepNhan);
  expect(dossier.events.at(-1)).toMatchObject({
    kind: "dossier.amended",
    facts: { fields: "fullName, phone, summary", reason: "Công dân báo nhầm" },
  });
  expect(verifyEvents(bed.storage.read).firstBroken).toBeNull();
  expect(bed.indexed).toContain(id);
});

it("sends nothing when nothing changes", () => {
  const { applicantName } = bed.dossiers.get(id);
  bed.dossiers.amend({ id, applicant: { fullName: applicantName }, reason: "" });
  expect(rows()).toHaveLength(1);
});

it("refuses a draft, an empty name, and a dossier that is not here", () => {
  const draft = bed.dossiers.start();
  const amend = (dossierId: string, fullName: string) => () =>
    bed.dossiers.amend({ id: dossierId, applicant: { fullName }, reason: "" });
  expect(amend(draft.id, "A")).toThrow("DOSSIER_NOT_RECEIVED");
  expect(amend(id, "  ")).toThrow("INPUT_INVALID");
  expect(amend("0190a000-0000-7000-8000-000000000001", "A")).toThrow("NOT_FOUND");
  expect(rows()).toHaveLength(1);
});

it("takes over what was changed at the province, without telling it back", () => {
  const record = { ...recordOf(0), SoDienThoai: "0111222333", HinhThuc: "1" as const };
  bed.storage.transaction((writer) => bed.dossiers.applyProvinceRecord(writer, { dossierId: id, record, by: "Sở" }));
  expect(bed.dossiers.get(id)).toMatchObject({ applicant: { phone: "0111222333" }, returnMethod: "post" });
  expect(rows()).toHaveLength(1);
});
