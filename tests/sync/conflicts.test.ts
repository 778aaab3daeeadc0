// Edits at the counter and at the province at the same time, against the real province: nothing that anybody wrote is lost.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { startProvince, type Province } from "../../province/start";
import type { ReceivedDossier } from "../../electron/core/sync";
import type { Box, PageField } from "../../shared/contract";
import { openBadLine, type BadLine } from "./bad-line.fixture";
import { askAsClerk } from "./clerk.fixture";
import { ADMIN_TOKEN, createCounter, ENROLMENT_CODE, randomPage, sampleDossier, type Counter } from "./counter.fixture";

let province: Province;
let line: BadLine;
let counter: Counter;
let units = 300;

beforeAll(async () => {
  province = await startProvince({ enrolmentCode: ENROLMENT_CODE, adminToken: ADMIN_TOKEN });
  line = await openBadLine(province.url);
});
afterAll(async () => {
  await line.close();
  await province.close();
});
beforeEach(async () => {
  units += 1;
  line.behave = () => "pass";
  counter = createCounter({ unitCode: `H34.12.${units}` }).open();
  const { close } = counter;
  onTestFinished(() => close());
  await counter.sync.register({ provinceUrl: line.url, enrolmentCode: ENROLMENT_CODE });
});

const ask = <Answer>(path: string, body?: object) => askAsClerk<Answer>(province.url, path, body);

const atProvince = async (dossierId: string) =>
  (
    await ask<{ items: { dossierId: string; version: number; applicantName: string }[] }>("dossiers?limit=1000")
  ).items.filter((item) => item.dossierId === dossierId);
const amendAtProvince = (dossierId: string, fields: object) =>
  ask(`dossiers/${counter.officialCodeOf(dossierId) ?? ""}/record`, { fields, changedBy: "Trần Cán Bộ, Sở Tư pháp" });

const original: ReceivedDossier = { ...sampleDossier(), papers: [] };
const person = original.applicant;

function amendHere(dossierId: string, changed: Partial<ReceivedDossier>, from: ReceivedDossier = original): void {
  counter.storage.transaction((writer) =>
    counter.outbox.amend(writer, { dossierId, payload: { ...from, ...changed } }),
  );
}

async function receivedAndSent(): Promise<string> {
  const code = sampleDossier().provisionalCode;
  original.provisionalCode = code;
  const id = counter.receive([], { ...original, papers: [] });
  // The page-less paper that `receive` puts in front.
  await counter.sync.runNow();
  expect(counter.stateOf(id)).toBe("sent");
  original.papers = [{ componentCode: "c01", name: "Tờ khai", form: "original", count: 1, reused: false, files: [] }];
  return id;
}

/** A page that was read, with a name on it. */
function readPage(dossierId: string, { value, box }: { value: string; box: Box }): string {
  const pageId = randomUUID();
  const { sha256, sizeBytes } = counter.blobs.put(randomPage(100));
  const field: PageField = {
    ...{ key: "mother.fullName", label: { vi: "Mẹ", en: "Mother" }, kind: "name", value, raw: value, box },
    ...{ confidence: 0.9, threshold: 0.8, source: "ocr", state: "sure", checks: [] },
  };
  counter.storage.transaction((writer) => {
    writer.run("INSERT INTO blobs VALUES (?, ?, 'image/jpeg', 'x')", sha256, sizeBytes);
    writer.run(
      `INSERT INTO pages (id, dossier_id, position, sha256, mime_type, width_px, height_px, resolution_dpi, size_bytes,
                          source, created_at_utc)
       VALUES (?, ?, 1, ?, 'image/jpeg', 2480, 3510, 300, ?, 'file', 'x')`,
      ...[pageId, dossierId, sha256, sizeBytes],
    );
    writer.run("INSERT INTO page_types VALUES (?, 'birth_certificate', 1, 0, 'test', '[]', 'x')", pageId);
    writer.run("INSERT INTO page_fields VALUES (?, ?, 1, ?)", pageId, field.key, JSON.stringify(field));
  });
  return pageId;
}

const openStates = (dossierId: string) =>
  counter.storage.read
    .all<{ kind: string; state: string }>(
      "SELECT kind, state FROM outbox WHERE dossier_id = ? ORDER BY sequence",
      dossierId,
    )
    .map(({ kind, state }) => `${kind} ${state}`);

describe("edits of different fields", () => {
  it("are merged by themselves, and both sides have both", async () => {
    const id = await receivedAndSent();
    await amendAtProvince(id, { ChuHoSo: "Nguyễn Thị Hạnh Phúc" });
    amendHere(id, { applicant: { ...person, phone: "0999888777" } });
    await counter.sync.runNow();
    await counter.sync.runNow();
    expect(counter.sync.status()).toMatchObject({ waiting: 0, attention: 0, conflicts: 0 });
    expect(await atProvince(id)).toMatchObject([{ version: 3, applicantName: "Nguyễn Thị Hạnh Phúc" }]);
    expect(counter.records.at(-1)?.record).toMatchObject({
      ChuHoSo: "Nguyễn Thị Hạnh Phúc",
      SoDienThoai: "0999888777",
    });
    expect(openStates(id)).toEqual(["dossier.received sent", "dossier.amended replaced", "dossier.amended sent"]);
  });

  it("made at the province alone come down by the feed, once", async () => {
    const id = await receivedAndSent();
    await amendAtProvince(id, { TrichYeuHoSo: "Khai sinh, có bổ sung" });
    await counter.sync.runNow();
    await counter.sync.runNow();
    expect(counter.records.map(({ record }) => record.TrichYeuHoSo)).toEqual(["Khai sinh, có bổ sung"]);
    amendHere(id, { summary: "Khai sinh, có bổ sung, đã xem" });
    await counter.sync.runNow();
    expect(await atProvince(id)).toMatchObject([{ version: 3 }]);
    expect(openStates(id)).toEqual(["dossier.received sent", "dossier.amended sent"]);
  });
});

describe("an edit whose answer was lost", () => {
  it.each([
    ["is gone on from", "Khai sinh, sửa lần hai"],
    ["may be taken back", original.summary],
  ])("%s, and is nobody else's", async (_name, summary) => {
    const id = await receivedAndSent();
    line.behave = (request) => (request.path === "/v1/operations" ? "lose_answer" : "pass");
    amendHere(id, { summary: "Khai sinh, sửa lần một" });
    await counter.sync.runNow();
    expect(await atProvince(id)).toMatchObject([{ version: 2 }]);
    line.behave = () => "pass";
    amendHere(id, { summary, applicant: { ...person, phone: "0999888777" } });
    await counter.sync.runNow();
    await counter.sync.runNow();
    expect(counter.sync.status()).toMatchObject({ waiting: 0, attention: 0, conflicts: 0 });
    expect(counter.records.at(-1)?.record).toMatchObject({ TrichYeuHoSo: summary, SoDienThoai: "0999888777" });
    expect(await atProvince(id)).toMatchObject([{ version: 3 }]);
  });
});

describe("edits of one field", () => {
  async function inConflict(): Promise<string> {
    const id = await receivedAndSent();
    await amendAtProvince(id, { ChuHoSo: "Nguyễn Thị Tỉnh", SoDienThoai: "0111222333" });
    amendHere(id, { applicant: { ...person, fullName: "Nguyễn Thị Quầy", email: "quay@example.vn" } });
    await counter.sync.runNow();
    return id;
  }

  it("are shown with the line of the page where the value was read", async () => {
    const id = await inConflict();
    expect(counter.sync.conflicts(id)).toMatchObject([{ page: null }]);
    const pageId = readPage(id, { value: "NGUYỄN THỊ QUẦY", box: { x0: 248, y0: 351, x1: 1240, y1: 421 } });
    expect(counter.sync.conflicts(id)).toMatchObject([
      { page: { pageId, box: { left: 0.1, top: 0.1, width: 0.4, height: expect.closeTo(0.02, 3) as number } } },
    ]);
  });

  it("wait for the officer with all three values, and are neither sent nor lost meanwhile", async () => {
    const id = await inConflict();
    const conflicts = counter.sync.conflicts(id);
    expect(conflicts).toMatchObject([
      { field: "ChuHoSo", base: person.fullName, mine: "Nguyễn Thị Quầy", theirs: "Nguyễn Thị Tỉnh" },
    ]);
    expect(conflicts[0]?.theirsBy).toBe("Trần Cán Bộ, Sở Tư pháp");
    expect(counter.sync.status()).toMatchObject({ attention: 1, conflicts: 1 });
    counter.sync.releaseAll();
    const [operation] = counter.sync.queue({ filter: "attention", limit: 10 });
    const open = operation?.operations.find(({ state }) => state === "attention");
    expect(() => counter.sync.release(open?.id ?? "")).toThrow("NOT_FOUND");
    await counter.sync.runNow();
    expect(await atProvince(id)).toMatchObject([{ version: 2, applicantName: "Nguyễn Thị Tỉnh" }]);
    expect(() => amendHere(id, { summary: "khác" })).toThrow("PROVINCE_CONFLICT");
  });

  it.each([
    [{ take: "mine" }, "Nguyễn Thị Quầy"],
    [{ take: "theirs" }, "Nguyễn Thị Tỉnh"],
    [{ take: "base" }, person.fullName],
    [{ take: "own", value: "Nguyễn Thị Hạnh An" }, "Nguyễn Thị Hạnh An"],
  ] as const)("go out as they were decided: %j", async (choice, name) => {
    const id = await inConflict();
    const [conflict] = counter.sync.conflicts(null);
    expect(counter.sync.resolveConflict({ conflictId: conflict?.id ?? "", choice })).toEqual({ left: 0 });
    await counter.sync.runNow();
    expect(await atProvince(id)).toMatchObject([{ version: 3, applicantName: name }]);
    const record = counter.records.at(-1)?.record;
    expect(record).toMatchObject({ ChuHoSo: name, SoDienThoai: "0111222333", Email: "quay@example.vn" });
    expect(counter.sync.status()).toMatchObject({ attention: 0, waiting: 0, conflicts: 0 });
  });

  it.each([
    [{ take: "mine" }, "062190000124"],
    [{ take: "own", value: "062190000126" }, "062190000126"],
  ] as const)("of the applicant's number are one, and its identity follows: %j", async (choice, number) => {
    const id = await receivedAndSent();
    await amendAtProvince(id, { SoGiayToChuHoSo: "062190000125" });
    amendHere(id, { applicant: { ...person, personalNumber: "062190000124" } });
    await counter.sync.runNow();
    const [conflict, ...more] = counter.sync.conflicts(id);
    expect([conflict?.field, more]).toEqual(["SoGiayToChuHoSo", []]);
    counter.sync.resolveConflict({ conflictId: conflict?.id ?? "", choice });
    expect(counter.records.at(-1)?.record).toMatchObject({
      SoGiayToChuHoSo: number,
      DinhDanhCHS: { LoaiDinhDanh: "1", SoDinhDanh: number },
    });
  });

  it("take no own value that the record does not allow, and are decided once", async () => {
    await inConflict();
    const conflictId = counter.sync.conflicts(null)[0]?.id ?? "";
    const own = (value: string) => counter.sync.resolveConflict({ conflictId, choice: { take: "own", value } });
    expect(() => own("")).toThrow("INPUT_INVALID");
    expect(own("Nguyễn Thị Hạnh")).toEqual({ left: 0 });
    expect(() => own("Nguyễn Thị Hạnh")).toThrow("NOT_FOUND");
  });

  it("are merged again when the province moves on before they are sent", async () => {
    const id = await inConflict();
    const conflictId = counter.sync.conflicts(null)[0]?.id ?? "";
    await amendAtProvince(id, { GhiChu: "Đã gọi điện cho công dân" });
    counter.sync.resolveConflict({ conflictId, choice: { take: "mine" } });
    await counter.sync.runNow();
    await counter.sync.runNow();
    expect(await atProvince(id)).toMatchObject([{ version: 4, applicantName: "Nguyễn Thị Quầy" }]);
    expect(counter.records.at(-1)?.record.GhiChu).toBe("Đã gọi điện cho công dân");
  });
});

describe("a reception", () => {
  it("that is corrected before it was sent goes out once, corrected", async () => {
    const id = counter.receive([], original);
    amendHere(id, { applicant: { ...person, fullName: "Nguyễn Thị Hạnh Đúng" } });
    await counter.sync.runNow();
    expect(openStates(id)).toEqual(["dossier.received replaced", "dossier.received sent"]);
    expect(await atProvince(id)).toMatchObject([{ version: 1, applicantName: "Nguyễn Thị Hạnh Đúng" }]);
  });

  it("that the province refused is corrected and sent again", async () => {
    const refused = { ...original, provisionalCode: `TAM-M1-261123-${units}1`, summary: "" };
    const id = counter.receive([], refused);
    await counter.sync.runNow();
    expect(counter.stateOf(id)).toBe("attention");
    amendHere(id, { summary: "Đăng ký khai sinh" }, refused);
    await counter.sync.runNow();
    expect(counter.sync.status()).toMatchObject({ attention: 0, waiting: 0 });
    expect(await atProvince(id)).toHaveLength(1);
  });

  it("whose answer was lost and that is corrected meanwhile stands once, with the correction", async () => {
    const code = `TAM-M1-261123-${units}2`;
    const lost = { ...original, provisionalCode: code };
    const id = counter.receive([randomPage(2000)], lost);
    line.behave = (request) => (/operations/.test(request.path) ? "lose_answer" : "pass");
    await counter.sync.runNow();
    line.behave = () => "pass";
    amendHere(id, { applicant: { ...person, phone: "0999888777" } }, lost);
    for (let run = 0; run < 3; run += 1) await counter.sync.runNow();
    expect(counter.sync.status()).toMatchObject({ attention: 0, waiting: 0, conflicts: 0 });
    expect(await atProvince(id)).toHaveLength(1);
    expect(counter.officialCodeOf(id)).not.toBeNull();
  });
});
