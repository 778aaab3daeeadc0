import { call } from "@orpc/server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PageReading } from "../../../shared/contract";
import { extractionRoutes } from ".";
import { openTestOffice, pageOf, type TestOffice } from "./extraction.fixture";

const BIRTH = [
  "ỦY BAN NHÂN DÂN XÃ GÒ DẦU",
  "Số: 275/2024",
  "GIẤY KHAI SINH",
  "Họ, chữ đệm, tên: TRIỆU THỊ HỒNG PHƯỢNG",
  "Ngày, tháng, năm sinh: 19/06/2020",
  "Giới tính: Nữ Dân tộc: Nùng Quốc tịch: Việt Nam",
  "Số định danh cá nhân: 001320001234",
  "Họ, chữ đệm, tên người mẹ: HUỲNH NGỌC QUỲNH",
  "Năm sinh: 1990",
  "Họ, chữ đệm, tên người cha: LÝ THANH KIỆT",
  "Nơi đăng ký khai sinh: Ủy ban nhân dân xã Gò Dầu",
  "Ngày, tháng, năm đăng ký: 25/07/2020",
];
const CARD_QR = "001090012345|123456789|Lý Thanh Kiệt|20051990|Nam|thôn 2, xã Gò Dầu, tỉnh Nghệ An|01022022";
const CARD = ["CĂN CƯỚC CÔNG DÂN", "Số / No.: 001090012346", "Họ và tên / Full name:", "LÝ THANH KIỆT"];

let office: TestOffice;
beforeEach(() => (office = openTestOffice()));
afterEach(() => office.remove());

const fieldOf = (reading: PageReading, key: string) => reading.fields.find((field) => field.key === key);

describe("a page that was read", () => {
  it("does not hold up the office with a text layer that is absurdly long", { timeout: 30_000 }, () => {
    const label = "Số định danh cá nhân: 001090012345 ";
    const lines = [...BIRTH, label.repeat(8000), "1".repeat(50_000), "IDVNM<".repeat(8000)];
    const reading = office.extraction.page(office.addPage(pageOf(lines, { engine: "text layer" })));
    expect(fieldOf(reading, "child.fullName")?.value).toBe("TRIỆU THỊ HỒNG PHƯỢNG");
  });

  it("is known with its fields, their places and their states", () => {
    const pageId = office.addPage(pageOf(BIRTH));
    const reading = office.extraction.page(pageId);
    expect(reading.type).toMatchObject({ id: "birth_certificate", chosenByOfficer: false });
    expect(fieldOf(reading, "child.fullName")).toMatchObject({
      value: "TRIỆU THỊ HỒNG PHƯỢNG",
      state: "sure",
      source: "ocr",
    });
    expect(fieldOf(reading, "child.birthDate")?.box).toMatchObject({ y0: 200 + 4 * 80 });
    expect(fieldOf(reading, "mother.fullName")?.value).toBe("HUỲNH NGỌC QUỲNH");
    expect(reading.canUndo).toBe(false);
  });

  it("is told to the window after it was stored", async () => {
    const told = new Promise((resolve) => office.changes.subscribe(resolve));
    const pageId = office.addPage(pageOf(BIRTH));
    expect(await told).toEqual({ topic: "extraction", id: pageId });
  });

  it("of no known paper has no type, and what any paper may bear", () => {
    const reading = office.extraction.page(office.addPage(pageOf(["Hôm nay trời đẹp", "Số CCCD: 001090012345"])));
    expect(reading.type).toBeNull();
    expect(fieldOf(reading, "person.personalNumber")?.value).toBe("001090012345");
  });

  it("is searched for labels that begin on one line and end on the next", () => {
    const lines = [
      "ỦY BAN NHÂN DÂN XÃ GÒ DẦU",
      "Số: 816/QĐ-UBND",
      "QUYẾT ĐỊNH",
      "Căn cứ Luật Tổ chức chính quyền địa phương;",
      "QUYẾT ĐỊNH:",
      "Điều 1. Trợ cấp cho ông (bà) Đinh Thị Lan, số định danh cá nhân 001190012345, kể từ",
      "ngày 25/03/2025; mức trợ cấp: hệ số 1,5 x 500.000 đồng = 750.000 đồng/tháng.",
      "Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký.",
    ];
    const reading = office.extraction.page(office.addPage(pageOf(lines)));
    expect(fieldOf(reading, "effectiveOn")?.value).toBe("25/03/2025");
    expect(fieldOf(reading, "amount")?.value).toBe("750.000");
  });

  it.each([
    ["do Cục Cảnh sát QLHC về TTXH cấp", "ngày 21/02/2023"],
    ["do Cục Cảnh sát QLHC về", "TTXH cấp 21/02/2023"],
  ])("has the day of issue after %j and %j", (first, second) => {
    const lines = [
      "ĐƠN ĐỀ NGHỊ",
      "Kính gửi: Ủy ban nhân dân xã",
      "Tôi tên là: Lý Thanh Kiệt",
      `Số CCCD: 001090012345 ${first}`,
      second,
    ];
    const { fields } = office.extraction.page(office.addPage(pageOf(lines)));
    expect(fields.find(({ key }) => key.endsWith(".issuedOn"))?.value).toBe("21/02/2023");
  });

  it("without a word has no field", () => {
    const reading = office.extraction.page(office.addPage(pageOf([], { notes: ["blank"] })));
    expect(reading).toMatchObject({ type: null, fields: [], notes: ["blank"] });
  });

  it("takes from the card's code what letters say otherwise", () => {
    const reading = office.extraction.page(office.addPage(pageOf(CARD, { codes: [{ kind: "qr", text: CARD_QR }] })));
    expect(reading.type?.id).toBe("identity_card_front");
    expect(fieldOf(reading, "card.personalNumber")).toMatchObject({
      value: "001090012345",
      source: "qr",
      state: "sure",
      box: null,
    });
    expect(fieldOf(reading, "card.birthDate")).toMatchObject({ value: "20/05/1990", source: "qr" });
  });

  it("lying on its head gives fields in the frame in which it is shown", () => {
    const upright = pageOf(BIRTH);
    const turn = ({ x0, y0, x1, y1 }: { x0: number; y0: number; x1: number; y1: number }) => ({
      x0: 2480 - x1,
      y0: 3508 - y1,
      x1: 2480 - x0,
      y1: 3508 - y0,
    });
    const words = upright.words.map((word) => ({ ...word, ...turn(word) }));
    const lying = { ...upright, words, steps: [{ name: "orientation" as const, value: 180 }] };
    const [straight, turned] = [upright, lying].map((read) => office.extraction.page(office.addPage(read)));
    const field = straight && fieldOf(straight, "child.fullName");
    expect(turned && fieldOf(turned, "child.fullName")).toMatchObject({
      value: field?.value,
      box: field?.box && turn(field.box),
    });
  });
});

describe("doubts", () => {
  it("arise where number, birth and sex do not fit, and reject nothing", () => {
    const lines = BIRTH.map((line) => line.replace("001320001234", "001099001234"));
    const number = fieldOf(office.extraction.page(office.addPage(pageOf(lines))), "child.personalNumber");
    expect(number).toMatchObject({ value: "001099001234", state: "doubt" });
    expect(number?.checks).toEqual(expect.arrayContaining(["birth_date_differs", "gender_differs"]));
  });

  it("arise for a number that no citizen has yet", () => {
    const lines = BIRTH.map((line) => line.replace("001320001234", "001399001234"));
    const number = fieldOf(office.extraction.page(office.addPage(pageOf(lines))), "child.personalNumber");
    expect(number?.state).toBe("doubt");
    expect(number?.checks).toContain("number_structure");
  });

  it("arise where something was registered before the birth", () => {
    const lines = BIRTH.map((line) => line.replace("25/07/2020", "25/07/2019"));
    const date = fieldOf(office.extraction.page(office.addPage(pageOf(lines))), "child.birthDate");
    expect(date).toMatchObject({ state: "doubt", checks: ["date_order"] });
  });

  it("arise where a paper names the bearer of a card otherwise", () => {
    office.addPage(pageOf(CARD, { codes: [{ kind: "qr", text: CARD_QR }] }));
    const paper = [
      "ĐƠN ĐỀ NGHỊ",
      "Kính gửi: Ủy ban nhân dân xã",
      "Tôi tên là: Lý Thành Kiệt",
      "Sinh ngày: 20/05/1990",
      "Số CCCD: 001090012345",
    ];
    const reading = office.extraction.page(office.addPage(pageOf(paper)));
    const name = reading.fields.find((field) => field.value === "Lý Thành Kiệt");
    // Names are compared without marks: engines get those wrong, and people write them differently.
    expect(name?.checks).not.toContain("differs_from_card");
    const other = pageOf(paper.map((line) => line.replace("Lý Thành Kiệt", "Lê Văn Tám")));
    const differing = office.extraction
      .page(office.addPage(other))
      .fields.find((field) => field.value === "Lê Văn Tám");
    expect(differing).toMatchObject({ state: "doubt" });
    expect(differing?.checks).toContain("differs_from_card");
  });

  it("arise on both pages where one number has two names or two days of birth", () => {
    const paper = (name: string, birth: string) => [
      "ĐƠN ĐỀ NGHỊ",
      "Kính gửi: Ủy ban nhân dân xã",
      `Tôi tên là: ${name}`,
      `Sinh ngày: ${birth}`,
      "Số CCCD: 001090012345",
    ];
    const add = (name: string, birth: string) => office.addPage(pageOf(paper(name, birth)));
    const checksOf = (pageId: string, value: string) =>
      office.extraction.page(pageId).fields.find((field) => field.value === value)?.checks;
    const first = add("Lý Thanh Hòa", "20/05/1990");
    add("LÝ THANH HOÀ", "1990");
    expect(checksOf(first, "Lý Thanh Hòa")).toEqual([]);
    const other = add("Lý Thành Hòa", "21/05/1990");
    for (const [pageId, name, birth] of [
      [first, "Lý Thanh Hòa", "20/05/1990"],
      [other, "Lý Thành Hòa", "21/05/1990"],
    ] as const) {
      expect(checksOf(pageId, name), name).toContain("differs_between_pages");
      expect(checksOf(pageId, birth), birth).toContain("differs_between_pages");
    }
    office.storage.transaction((writer) => writer.run("UPDATE pages SET deleted = 1 WHERE id = ?", other));
    expect(checksOf(first, "Lý Thanh Hòa")).toEqual([]);
  });

  it("arise on a card that was read from letters when a paper says otherwise, not on its code", () => {
    const letters = ["CĂN CƯỚC CÔNG DÂN", "Số / No.: 001090012345", "Họ và tên / Full name:", "LÝ THÀNH KIỆT"];
    const read = office.addPage(pageOf(letters));
    const coded = office.addPage(pageOf(CARD, { codes: [{ kind: "qr", text: CARD_QR }] }));
    office.addPage(
      pageOf(["ĐƠN ĐỀ NGHỊ", "Kính gửi: Ủy ban nhân dân xã", "Tôi tên là: Lê Văn Tám", "Số CCCD: 001090012345"]),
    );
    const nameOf = (pageId: string) => fieldOf(office.extraction.page(pageId), "card.fullName");
    expect(nameOf(read)?.checks).toContain("differs_between_pages");
    expect(nameOf(coded)).toMatchObject({ state: "sure", checks: [] });
  });

  it("arise where a word is written as nobody writes, or a place is in no list, and only there", () => {
    const placeOf = (place: string) => {
      const lines = BIRTH.map((line) => line.replace("Ủy ban nhân dân xã Gò Dầu", place));
      return fieldOf(office.extraction.page(office.addPage(pageOf(lines))), "registeredAt");
    };
    expect(placeOf("Ủy ban nhân dân xã Gò Dầu")).toMatchObject({ state: "sure", checks: [] });
    expect(placeOf("Ủy bơn nhân dân xõ Gò Dầu")).toMatchObject({ state: "doubt", checks: ["low_confidence"] });
    expect(placeOf("Ủy ban nhân dân xã Zyxq Wvu")?.checks).toContain("unknown_place");
  });

  it("are not sure on a page that reads badly as a whole, however well their own words read", () => {
    const fieldsAt = (confidence: number) =>
      office.extraction.page(office.addPage(pageOf(BIRTH, { confidence }))).fields.map(({ state }) => state);
    expect(fieldsAt(90)).toContain("sure");
    expect(fieldsAt(70)).not.toContain("sure");
  });

  it.each(["two_pages", "other_language", "unreadable"] as const)(
    "leave nothing sure that was read on a page of which %s is said, but codes",
    (note) => {
      const code = { kind: "qr" as const, text: CARD_QR };
      const page = office.extraction.page(office.addPage(pageOf(BIRTH, { notes: [note] })));
      expect(page.fields.length).toBeGreaterThan(5);
      expect(page.fields.filter(({ state }) => state === "sure")).toEqual([]);
      const card = office.extraction.page(office.addPage(pageOf(CARD, { notes: [note], codes: [code] })));
      expect(card.fields.find(({ source }) => source === "qr")?.state).toBe("sure");
    },
  );

  it("say that handwriting is not read, and where it stands", () => {
    const read = pageOf(BIRTH);
    const words = read.words.map((word) =>
      word.y0 === 200 + 3 * 80 && word.x0 > 600 ? { ...word, text: "~w,", confidence: 8 } : word,
    );
    const name = fieldOf(office.extraction.page(office.addPage({ ...read, words })), "child.fullName");
    expect(name).toMatchObject({ value: "", state: "unread", checks: ["handwritten"], confidence: 0 });
    expect(name?.box?.x0).toBeGreaterThan(600);
  });
});

describe("decisions of the officer", () => {
  it("confirm, correct, dismiss, and are taken back one by one, also after a restart", () => {
    const pageId = office.addPage(pageOf(BIRTH));
    office.extraction.decide(pageId, "child.fullName", "TRIỆU THỊ HỒNG PHƯỢNG");
    office.extraction.decide(pageId, "mother.fullName", " Huỳnh  Ngọc Quyên ");
    const decided = office.extraction.dismiss(pageId, "father.fullName");
    expect(fieldOf(decided, "child.fullName")).toMatchObject({ state: "confirmed", confidence: 1, source: "ocr" });
    expect(fieldOf(decided, "mother.fullName")).toMatchObject({
      state: "corrected",
      value: "Huỳnh Ngọc Quyên",
      source: "officer",
    });
    expect(fieldOf(decided, "father.fullName")?.state).toBe("dismissed");
    office.reopen();
    expect(fieldOf(office.extraction.undo(pageId), "father.fullName")?.state).toBe("sure");
    expect(fieldOf(office.extraction.undo(pageId), "mother.fullName")?.value).toBe("HUỲNH NGỌC QUỲNH");
    expect(office.extraction.undo(pageId).canUndo).toBe(false);
    expect(() => office.extraction.undo(pageId)).toThrow("NOTHING_TO_UNDO");
  });

  it("stay when the page is read again, also for a field that is no longer found", () => {
    const pageId = office.addPage(pageOf(BIRTH));
    office.extraction.decide(pageId, "mother.fullName", "Huỳnh Ngọc Quyên");
    office.storage.transaction((writer) => office.extraction.onPageRead(writer, pageId, pageOf(BIRTH.slice(0, 7))));
    expect(fieldOf(office.extraction.page(pageId), "mother.fullName")).toMatchObject({
      value: "Huỳnh Ngọc Quyên",
      state: "corrected",
    });
  });

  it("choose the paper, whose fields are then looked for, and give the choice back", () => {
    const pageId = office.addPage(pageOf(BIRTH));
    const chosen = office.extraction.setType(pageId, "request");
    expect(chosen.type).toMatchObject({ id: "request", confidence: 1, chosenByOfficer: true });
    office.storage.transaction((writer) => office.extraction.onPageRead(writer, pageId, pageOf(BIRTH)));
    expect(office.extraction.page(pageId).type?.id).toBe("request");
    expect(office.extraction.setType(pageId, null).type).toBeNull();
    office.extraction.undo(pageId);
    expect(office.extraction.undo(pageId).type).toMatchObject({ id: "birth_certificate", chosenByOfficer: false });
  });

  it("refuse pages, papers and values that are none", () => {
    const pageId = office.addPage(pageOf(BIRTH));
    const nobody = "00000000-0000-4000-8000-000000000000";
    expect(() => office.extraction.page(nobody)).toThrow("NOT_FOUND");
    expect(() => office.extraction.decide(nobody, "a", "b")).toThrow("NOT_FOUND");
    expect(() => office.extraction.dismiss(nobody, "a")).toThrow("NOT_FOUND");
    expect(() => office.extraction.setType(pageId, "love_letter")).toThrow("INPUT_INVALID");
    expect(() => office.extraction.decide(pageId, "child.fullName", " \n ")).toThrow("INPUT_INVALID");
  });

  it("leave as lines of text, without pages and without what was taken back", () => {
    const pageId = office.addPage(pageOf(BIRTH));
    office.extraction.decide(pageId, "mother.fullName", "Huỳnh Ngọc Quyên");
    office.extraction.dismiss(pageId, "father.fullName");
    office.extraction.undo(pageId);
    const lines = office.extraction.exportCorrections(null).trim().split("\n");
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toEqual({
      ...{
        typeId: "birth_certificate",
        key: "mother.fullName",
        kind: "correct",
        decidedAtUtc: "2026-11-22T02:00:00.000Z",
      },
      ...{
        machineValue: "HUỲNH NGỌC QUỲNH",
        officerValue: "Huỳnh Ngọc Quyên",
        machineConfidence: expect.any(Number) as number,
      },
    });
    expect(office.extraction.exportCorrections("2026-11-23T00:00:00.000Z")).toBe("");
  });
});

describe("a field read again within a box", () => {
  const box = { x0: 10, y0: 20, x1: 300, y1: 60 };

  it("is a doubt to be confirmed", async () => {
    const pageId = office.addPage(pageOf(BIRTH));
    office.boxText = { text: "19/05/2020", confidence: 96 };
    const reading = await office.extraction.readField(pageId, "child.birthDate", box);
    expect(fieldOf(reading, "child.birthDate")).toMatchObject({ value: "19/05/2020", state: "doubt", box });
    expect(office.boxes).toEqual([box]);
  });

  it("says so when nothing of its kind stands there", async () => {
    const pageId = office.addPage(pageOf(BIRTH));
    office.boxText = { text: "~~", confidence: 5 };
    const reading = await office.extraction.readField(pageId, "child.birthDate", box);
    expect(fieldOf(reading, "child.birthDate")).toMatchObject({ value: "", state: "unread", checks: ["handwritten"] });
  });
});

describe("a dossier", () => {
  it("counts what is sure and in doubt, and suggests one person from the page that knows most", () => {
    office.addPage(pageOf(BIRTH));
    const cardId = office.addPage(pageOf(CARD, { codes: [{ kind: "qr", text: CARD_QR }] }));
    const { pages, suggestions } = office.extraction.dossier(office.dossierId);
    expect(pages).toHaveLength(2);
    expect(pages[0]).toMatchObject({ typeName: { vi: "Giấy khai sinh" }, decided: 0 });
    const values = Object.fromEntries(suggestions.map(({ target, value }) => [target, value]));
    expect(values).toMatchObject({
      fullName: "Lý Thanh Kiệt",
      personalNumber: "001090012345",
      birthDate: "1990-05-20",
      gender: "male",
    });
    expect(new Set(suggestions.map(({ pageId }) => pageId))).toEqual(new Set([cardId]));
  });
});

describe("older rules", () => {
  it("are made good in the background, decisions kept", async () => {
    const pageId = office.addPage(pageOf(BIRTH));
    office.extraction.decide(pageId, "mother.fullName", "Huỳnh Ngọc Quyên");
    office.storage.transaction((writer) => {
      writer.run("UPDATE page_types SET rules = 'old', type_id = NULL");
      writer.run("DELETE FROM page_fields");
    });
    await new Promise(setImmediate); // what was published of the page itself is past
    const told = new Promise((resolve) => office.changes.subscribe(resolve));
    office.extraction.start();
    expect(await told).toEqual({ topic: "extraction", id: pageId });
    await office.extraction.stop();
    const reading = office.extraction.page(pageId);
    expect(reading.type?.id).toBe("birth_certificate");
    expect(fieldOf(reading, "mother.fullName")?.state).toBe("corrected");
  });
});

describe("the extraction part of the contract", () => {
  it("answers with what the contract promises, and refuses what is too long", async () => {
    const routes = extractionRoutes(office.extraction);
    const pageId = office.addPage(pageOf(BIRTH));
    expect((await call(routes.types, undefined)).length).toBeGreaterThanOrEqual(20);
    expect(await call(routes.page, { pageId })).toMatchObject({ pageId, state: "queued" });
    const decided = await call(routes.decide, { pageId, key: "child.fullName", value: "AN" });
    expect(decided.canUndo).toBe(true);
    expect(await (await call(routes.exportCorrections, { sinceUtc: null })).text()).toContain("child.fullName");
    await expect(call(routes.decide, { pageId, key: "k".repeat(81), value: "x" })).rejects.toThrow();
    await expect(call(routes.page, { pageId: "x" })).rejects.toThrow();
  });
});
