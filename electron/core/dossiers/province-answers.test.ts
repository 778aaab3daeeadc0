import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openBed, type Bed } from "./dossiers.fixture";

let bed: Bed;
let id: string;
beforeEach(() => {
  bed = openBed();
  id = bed.dossiers.complete(bed.readyDraft().id).id;
});
afterEach(() => bed.close());

const OFFICIAL = "H34.12.5-261119-0007";
const receipt = (dossierId: string, officialCode = OFFICIAL) => {
  const answer = { dossierId, officialCode, receiptId: "R1", receivedAtUtc: "2026-11-20T01:00:00.000Z" };
  bed.storage.transaction((writer) => bed.dossiers.applyReceipt(writer, answer));
};
const state = (number: number, atUtc: string, dossierId = id) => {
  const change = { dossierId, officialCode: OFFICIAL, state: number, note: "", atUtc };
  bed.storage.transaction((writer) => bed.dossiers.applyProvinceState(writer, change));
};
const setOutbox = (assignment: string) =>
  bed.storage.transaction((writer) => writer.run(`UPDATE outbox SET ${assignment} WHERE dossier_id = ?`, id));

describe("a receipt", () => {
  it("maps the official code; both codes find the dossier for ever", () => {
    receipt(id);
    receipt(id);
    for (const code of [OFFICIAL, " h34.12.5-261119-0007", "TAM-02-261119-0001", "tam-02-261119-0001"])
      expect(bed.dossiers.findByCode(code)).toMatchObject({ id, officialCode: OFFICIAL });
    expect(bed.dossiers.findByCode("TAM-02-261119-9999")).toBeNull();
    expect(bed.dossiers.get(id).events.filter((event) => event.kind === "dossier.acknowledged")).toHaveLength(1);
    expect(bed.dossiers.describe(id)).toMatchObject({ officialCode: OFFICIAL });
  });

  it("with a second code, or another dossier's code, is refused", () => {
    receipt(id);
    expect(() => receipt(id, "H34.12.5-261119-0008")).toThrow("PROVINCE_ANSWER_INVALID");
    expect(() => receipt(bed.dossiers.complete(bed.readyDraft().id).id)).toThrow("PROVINCE_ANSWER_INVALID");
    expect(bed.dossiers.get(id).officialCode).toBe(OFFICIAL);
  });
});

describe("a state of the province", () => {
  it("is taken over once, with its time and an event", () => {
    state(4, "2026-11-20T03:00:00Z");
    state(4, "2026-11-20T03:00:00Z");
    const dossier = bed.dossiers.get(id);
    expect(dossier).toMatchObject({ provinceState: 4, provinceStateAtUtc: "2026-11-20T03:00:00.000Z" });
    expect(dossier.events.filter((event) => event.kind === "dossier.state_changed")).toMatchObject([
      { facts: { from: 2, to: 4 } },
    ]);
  });

  it("never gives way to an older one, and may go back when it is newer", () => {
    state(9, "2026-11-20T05:00:00Z");
    state(4, "2026-11-20T04:00:00Z");
    expect(bed.dossiers.get(id).provinceState).toBe(9);
    state(4, "2026-11-20T06:00:00Z");
    expect(bed.dossiers.get(id).provinceState).toBe(4);
  });

  it("does not depend on the counter's clock, which may run ahead", () => {
    state(4, "2026-11-18T00:00:00Z");
    expect(bed.dossiers.get(id).provinceState).toBe(4);
  });

  it("of a dossier that is not here is passed over, and found by its official code", () => {
    state(4, "2026-11-20T03:00:00Z", "01890a5d-ac96-774b-bcce-b302099a8057");
    expect(bed.dossiers.get(id).provinceState).toBe(2);
    receipt(id);
    state(4, "2026-11-20T03:00:00Z", "01890a5d-ac96-774b-bcce-b302099a8057");
    expect(bed.dossiers.get(id).provinceState).toBe(4);
  });
});

describe("the delivery", () => {
  const listed = (filter: "waiting" | "attention" | "sent" | "draft" | "all") =>
    bed.dossiers.list({ filter, limit: 50, offset: 0 }).items.map((item) => item.delivery);

  it("follows the outbox in lists and figures", () => {
    bed.dossiers.start();
    expect(listed("all").toSorted()).toEqual(["draft", "waiting"]);
    setOutbox("state = 'sending'");
    expect(listed("waiting")).toEqual(["sending"]);
    setOutbox(`state = 'attention', fault = '{"code":"PROVINCE_REFUSED","facts":{"reason":"x"}}'`);
    expect(listed("attention")).toEqual(["attention"]);
    expect(bed.dossiers.get(id).fault).toEqual({ code: "PROVINCE_REFUSED", facts: { reason: "x" } });
    expect(bed.dossiers.today()).toMatchObject({ attention: 1, drafts: 1 });
    setOutbox(`state = 'sent', receipt = '{}'`);
    expect(listed("sent")).toEqual(["sent"]);
    expect(listed("waiting")).toEqual([]);
    expect(listed("draft")).toEqual(["draft"]);
  });

  it("says how much of its files has arrived while it is being sent", () => {
    setOutbox("state = 'sending'");
    const [first, second] = bed.papers.blobsOfDossier(id);
    if (!first || !second) throw new Error("two pages were expected");
    const sql = `INSERT INTO uploads (sha256, sent_bytes, size_bytes, done, updated_at_utc) VALUES (?, 0, ?, 1, '')`;
    bed.storage.transaction((writer) => writer.run(sql, first.sha256, first.sizeBytes));
    const expected = Math.floor((first.sizeBytes / (first.sizeBytes + second.sizeBytes)) * 100);
    expect(bed.dossiers.get(id).deliveryPercent).toBe(expected);
  });
});

it("counts what is due soon and what is overdue while the authority's clock runs", () => {
  bed.nowUtc = "2026-11-24T00:00:00.000Z";
  expect(bed.dossiers.today()).toMatchObject({ dossiers: 0, dueSoon: 1, overdue: 0 });
  bed.nowUtc = "2026-11-25T02:00:01.000Z";
  expect(bed.dossiers.today()).toMatchObject({ dueSoon: 0, overdue: 1 });
  state(9, "2026-11-25T03:00:00Z");
  expect(bed.dossiers.today()).toMatchObject({ dueSoon: 0, overdue: 0 });
});
