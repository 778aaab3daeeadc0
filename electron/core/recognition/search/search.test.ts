import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openTestOffice, type TestDossier, type TestOffice } from "../fixtures/test-office";
import { indexDossier, writeEntry } from "./entries";
import { search } from "./search";
import { snippetOf } from "./snippet";

let office: TestOffice;
beforeEach(() => (office = openTestOffice()));
afterEach(() => office.remove());

const find = (text: string, limit = 30) => search(office.storage.read, text, limit);
const found = (text: string) => find(text).map((hit) => `${hit.dossierId} ${hit.where}`);

function add(dossier: TestDossier): string {
  const id = office.addDossier(dossier);
  office.storage.transaction((writer) => indexDossier(writer, id));
  return id;
}

function addText(dossierId: string, text: string): string {
  const pageId = office.addPage({ dossierId });
  office.storage.transaction((writer) => writeEntry(writer, { dossierId, kind: "page", pageId, text }));
  return pageId;
}

const DUONG: TestDossier = {
  provisionalCode: "TAM-M01-260302-0001",
  officialCode: "H26.99-260302-0042",
  applicantName: "Đặng Thị Dương",
  personalNumber: "038184001257",
  procedureName: "Đăng ký khai sinh",
  summary: "Khai sinh cho con thứ hai",
};

describe("search", () => {
  it("finds with and without diacritics, đ too, and while the last word is typed", () => {
    const id = add(DUONG);
    for (const text of [
      "Đặng Thị Dương",
      "dang thi duong",
      "ĐẶNG THỊ DƯƠNG",
      "dang thi duo",
      "Dương Đặng".normalize("NFD"),
    ])
      expect(found(text)).toContain(`${id} applicant`);
    expect(found("dan thi duong")).toEqual([]);
  });

  it("shows the page with the words side by side before a page that has them apart", () => {
    const id = add(DUONG);
    const apart =
      "Giấy chứng nhận kết hôn. Ngày sinh 12/03/1994. Chứng thực. Nơi sinh Kon Tum. Chứng kiến. Năm sinh 1992.";
    addText(id, apart);
    const together = addText(
      id,
      "Trung tâm y tế Đăk Tô. GIẤY CHỨNG SINH. Họ tên mẹ, nơi đăng ký thường trú, số định danh cá nhân.",
    );
    addText(id, apart);
    const page = find("chung sinh").find((hit) => hit.where === "page");
    expect(page?.pageId).toBe(together);
  });

  it("finds both codes, as they are printed and by their end", () => {
    const id = add(DUONG);
    for (const text of ["TAM-M01-260302-0001", "tam m01", "H26.99-260302-0042", "0042"])
      expect(found(text)[0]).toBe(`${id} code`);
  });

  it("finds a personal number whole, in groups, and by its last digits", () => {
    const id = add(DUONG);
    for (const text of ["038184001257", "038 184 001 257", "1257", "001257"])
      expect(found(text)).toEqual([`${id} applicant`]);
    expect(found("8400")).toEqual([]);
    expect(find("1257")[0]?.snippet).toBe("Đặng Thị Dương ⟦038184001257⟧");
  });

  it("puts codes first", () => {
    const other = add({ provisionalCode: "TAM-M01-260302-0002", summary: "0042 0042 0042" });
    const id = add(DUONG);
    expect(found("0042")).toEqual([`${id} code`, `${other} summary`]);
  });

  it("finds words that stand in different fields of one dossier", () => {
    const id = add(DUONG);
    add({ applicantName: "Trần Văn Dương", procedureName: "Chứng thực bản sao" });
    expect(found("duong khai sinh")).toEqual([`${id} procedure`]);
    expect(find("duong khai sinh")[0]?.snippet).toBe("Đăng ký ⟦khai sinh⟧");
  });

  it("follows changes of the dossier and forgets what it said before", () => {
    const id = add(DUONG);
    office.storage.transaction((writer) => {
      writer.run("UPDATE dossiers SET applicant_name = 'Lê Văn Tám', summary = '' WHERE id = ?", id);
      indexDossier(writer, id);
      indexDossier(writer, id);
    });
    expect(found("dang thi duong")).toEqual([]);
    expect(found("thu hai")).toEqual([]);
    expect(found("van tam")).toEqual([`${id} applicant`]);
  });

  it("leaves out discarded drafts and removed pages", () => {
    const id = add(DUONG);
    const pageId = addText(id, "Giấy chứng sinh");
    expect(find("chung sinh")).toMatchObject([{ where: "page", pageId }]);
    office.storage.transaction((writer) => writer.run("UPDATE pages SET deleted = 1"));
    expect(find("chung sinh")).toEqual([]);
    office.storage.transaction((writer) => writer.run("UPDATE dossiers SET stage = 'discarded'"));
    expect(find("duong")).toEqual([]);
  });

  it("takes operators of the query language for text, and nothing for nothing", () => {
    const id = add({ summary: "AND và OR" });
    expect(found("AND va OR")).toEqual([`${id} summary`]);
    for (const text of [
      '"',
      "*",
      "NEAR(a b)",
      "folded:x",
      "a AND",
      "' OR 1=1 --",
      "(",
      "^",
      "\uE000",
      " ",
      "-",
      "x".repeat(200),
    ])
      expect(found(text)).toEqual([]);
  });

  it("keeps a dossier with many pages from hiding the others", () => {
    const many = add({});
    for (let page = 0; page < 20; page += 1) addText(many, "trích lục");
    const one = add({});
    addText(one, "trích lục");
    expect(found("trich luc").sort()).toEqual([`${many} page`, `${one} page`].sort());
  });

  it("answers from 100,000 entries while one types", () => {
    const names = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Vũ", "Đỗ"];
    office.storage.transaction((writer) => {
      for (let at = 0; at < 20_000; at += 1) fill(writer, at, names);
    });
    expect(office.storage.read.value("SELECT count(*) FROM search_entries")).toBe(100_000);
    const slowest = ["n", "nguyen", "nguyen van khai sinh", "dang ky", "2425", "TAM-M01-260302-19999"].map((text) => {
      const before = performance.now();
      expect(find(text).length).toBeGreaterThan(0);
      return Math.round(performance.now() - before);
    });
    console.log(`search over 100,000 entries: ${slowest.join(", ")} ms`);
    expect(Math.max(...slowest)).toBeLessThan(1000);
  });
});

function fill(writer: Parameters<typeof indexDossier>[0], at: number, names: string[]): void {
  const id = `dossier-${at}`;
  writer.run(
    `INSERT INTO dossiers (id, stage, provisional_code, applicant_name, personal_number, procedure_name, summary,
       created_at_utc, updated_at_utc) VALUES (?, 'draft', ?, ?, ?, 'Đăng ký khai sinh', ?, '', '')`,
    id,
    `TAM-M01-260302-${at}`,
    `${names[at % names.length] ?? ""} Văn ${names[at % 7] ?? ""}`,
    String(38_184_000_000 + at).padStart(12, "0"),
    `Hồ sơ thứ ${at}`,
  );
  indexDossier(writer, id);
}

describe("a snippet", () => {
  it("shows the phrase rather than the first of its words", () => {
    const text = "Tờ khai này kèm theo giấy\nchứng sinh; người khai sinh sống tại xã; đăng ký khai sinh.";
    expect(snippetOf(text, ["khai", "sinh"])).toContain("người ⟦khai sinh⟧ sống");
  });

  it("is cut at words, on one line, with signs at the cuts", () => {
    const snippet = snippetOf(`${"trước đó ".repeat(30)}trích\nlục ${"sau này ".repeat(30)}`, ["trich", "luc"]);
    expect(snippet).toMatch(/^…(trước|đó) .*⟦trích lục⟧ sau này .*…$/u);
    expect(snippet.length).toBeLessThan(130);
  });

  it("survives marks in the text, odd characters and no hit", () => {
    expect(snippetOf("a ⟦b⟧ 𝔸 ệ", ["b"])).toBe("a ⟦b⟧ 𝔸 ệ");
    expect(snippetOf("Đơn", ["khac"])).toBe("Đơn");
    expect(snippetOf("", ["khac"])).toBe("");
  });
});
