import { createRouterClient } from "@orpc/server";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Procedure } from "../../../shared/contract";
import { computeDue, isProcedureCode } from "../../../shared/domain";
import { formatDateTime } from "../../../shared/text";
import { type Catalogue, type CataloguePackage, catalogueRoutes, createCatalogue, loadCatalogue } from ".";

const ASSETS = path.resolve(import.meta.dirname, "../../../assets");
const CHECKED = (
  "1.001193 1.000656 1.000894 1.004873 2.000635 1.001022 1.000689 1.004884 1.005461 1.004746 1.004772 1.004859 " +
  "1.004837 1.004845 1.003583 1.000593 1.000419 2.000815 2.000884 2.000908"
).split(" ");

let content: CataloguePackage;
let catalogue: Catalogue;

beforeAll(async () => {
  content = await loadCatalogue(ASSETS);
  catalogue = createCatalogue(content);
});

describe("the shipped package", () => {
  it("verifies, with its calendar", () => {
    expect(catalogue.info()).toEqual({ version: content.version, procedureCount: 588, calendarYears: [2026, 2027] });
    expect(catalogue.calendar.days).toContainEqual({
      date: "2026-11-24",
      kind: "holiday",
      name: "Ngày Văn hóa Việt Nam (NQ 28/2026/QH16)",
      provisional: false,
    });
    expect(catalogue.calendar.days.filter((day) => day.date > "2027").every((day) => day.provisional)).toBe(true);
  });

  it("holds only papers as components, each with a code of its own and a label for one line", () => {
    for (const procedure of content.procedures) {
      expect(isProcedureCode(procedure.code)).toBe(true);
      const codes = procedure.components.map((component) => component.code);
      expect(new Set(codes).size).toBe(codes.length);
      for (const component of procedure.components) {
        expect(component.label.length, component.label).toBeLessThanOrEqual(80);
        expect(component.originals + component.copies).toBeGreaterThan(0);
        expect(component.name).not.toMatch(/\.(?:docx?|pdf|xlsx?)$/iu);
      }
      const channels = procedure.channels.map((channel) => channel.channel);
      expect(new Set(channels).size).toBe(channels.length);
    }
  });

  it("has the counter's daily bread checked by hand", () => {
    for (const code of CHECKED) {
      const procedure = catalogue.get(code);
      expect(procedure.checked).toBe(true);
      expect(procedure.components.some((component) => !component.conditional)).toBe(true);
      expect(procedure.channels.find((channel) => channel.channel === "counter")?.time).not.toBeNull();
      for (const { label } of procedure.components) expect(label).not.toMatch(/^(?:Trường hợp|Nếu)|…$/u);
    }
    expect(content.procedures.filter((procedure) => procedure.checked)).toHaveLength(CHECKED.length);
  });

  it("gives a birth registered after 15:00 on the eve of a holiday the golden due date", () => {
    const time = catalogue.get("1.001193").channels.find((channel) => channel.channel === "counter")?.time ?? null;
    const due = computeDue({ receivedAtUtc: "2026-11-23T08:10:00.000Z", time, calendar: catalogue.calendar });
    expect(formatDateTime(due.dueAtUtc ?? "")).toBe("17:00 25/11/2026");
    expect(due.calendarIncomplete).toBe(false);
  });

  it("keeps time and fee per channel", () => {
    const land = catalogue.get("1.013978").channels.map((channel) => [channel.channel, channel.time?.amount]);
    expect(land).toEqual([
      ["counter", 27],
      ["online", 17],
      ["post", 20],
    ]);
  });

  it("has procedures without any component, which work like the others", () => {
    const bare = content.procedures.filter((procedure) => procedure.components.length === 0);
    expect(bare.length).toBeGreaterThan(0);
    for (const { code } of bare) expect(catalogue.get(code).components).toEqual([]);
  });
});

describe("search", () => {
  function codes(text: string, limit = 12): string[] {
    return catalogue.search({ text, limit }).map((summary) => summary.code);
  }

  it.each([
    "khai sinh",
    "KHAI SINH",
    "khái sính",
    "dang ky khai sinh",
    "đăng ký khai s",
    "1.001193",
    "001193",
    "ks",
    "dkks",
  ])("finds the registration of a birth first by %j", (text) => {
    expect(codes(text)[0]).toBe("1.001193");
  });

  it("finds words in any order, and through the field", () => {
    expect(codes("hôn kết")[0]).toBe("1.000894");
    expect(codes("hon nhan xac nhan")).toContain("1.004873");
    expect(codes("chứng thực chữ ký")[0]).toBe("2.000884");
    expect(codes("sổ gốc ho tich")).not.toContain("2.000908");
    expect(codes("sổ gốc chung thuc")).toContain("2.000908");
  });

  it.each([
    ["sao y", "2.000815"],
    ["giấy độc thân", "1.004873"],
    ["doc than", "1.004873"],
    ["nhập hộ khẩu", "1.004222"],
    ["giay chung nhan ket hon", "1.000894"],
    ["trích lục", "2.000635"],
  ])("knows what people call it: %j", (text, code) => {
    expect(codes(text)[0]).toBe(code);
  });

  it("finds a decomposed query", () => {
    expect(codes("kết hôn".normalize("NFD"))[0]).toBe("1.000894");
  });

  it("puts what this counter uses most first among equals", () => {
    const usage = new Map([["1.000593", 40]]);
    const used = createCatalogue(content, { usage: () => usage });
    expect(used.search({ text: "", limit: 2 }).map((summary) => summary.code)[0]).toBe("1.000593");
    expect(used.search({ text: "", limit: 12 }).every((summary) => summary.checked)).toBe(true);
  });

  it("answers odd texts with nothing, and never more than asked for", () => {
    for (const text of ["zzzz", '"*)(', "%_", "1.999999"]) expect(codes(text).length).toBeLessThanOrEqual(12);
    expect(codes("zzzz")).toEqual([]);
    expect(codes("a", 3)).toHaveLength(3);
  });

  it("takes less than 5 ms of the processor a key", () => {
    const keys = ["k", "kh", "khai", "khai s", "dang ky khai sinh", "", "cap ban sao", "1.00", "hop tac xa", "xyz"];
    keys.forEach((key) => codes(key));
    // Not by the clock: other processes have the processor in between.
    const started = process.cpuUsage();
    for (let round = 0; round < 10; round += 1) keys.forEach((key) => codes(key));
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000 / 100).toBeLessThan(5);
  });
});

describe("get", () => {
  it("takes the legacy suffix and refuses unknown codes by name", () => {
    expect(catalogue.get("1.001193.000.00.00.H22").code).toBe("1.001193");
    expect(catalogue.find("9.999999")).toBeUndefined();
    expect(() => catalogue.get("9.999999")).toThrow("PROCEDURE_UNKNOWN");
  });

  it("answers through the contract", async () => {
    const client = createRouterClient(catalogueRoutes(catalogue));
    expect((await client.info()).procedureCount).toBe(588);
    expect(await client.search({ text: "khai sinh" })).toHaveLength(12);
    const procedure: Procedure = await client.get({ code: "1.001193" });
    expect(procedure.components[0]).toMatchObject({ code: "c01", label: "Tờ khai đăng ký khai sinh", duty: "submit" });
    await expect(client.get({ code: "nothing" })).rejects.toThrow("PROCEDURE_UNKNOWN");
  });
});

describe("a damaged package", () => {
  let copy: string;

  beforeEach(async () => {
    copy = await mkdtemp(path.join(os.tmpdir(), "catalogue-"));
    for (const folder of ["catalogue", "calendar"])
      await cp(path.join(ASSETS, folder), path.join(copy, folder), { recursive: true });
  });
  afterEach(() => rm(copy, { recursive: true }));

  async function refusal(): Promise<unknown> {
    return loadCatalogue(copy).then(
      () => "loaded",
      (error: unknown) => error,
    );
  }

  async function change(file: string, edit: (text: string) => string): Promise<void> {
    const name = path.join(copy, file);
    await writeFile(name, edit(await readFile(name, "utf8")));
  }

  it("is refused when one byte of a file differs", async () => {
    await change("catalogue/procedures.json", (text) => text.replace("Đăng ký khai sinh", "Đăng ký khai Sinh"));
    const facts = { file: "catalogue/procedures.json", reason: "hash" };
    expect(await refusal()).toMatchObject({ code: "CATALOGUE_DAMAGED", facts });
  });

  it("is refused when a file is missing, the folder too", async () => {
    await rm(path.join(copy, "calendar"), { recursive: true });
    expect(await refusal()).toMatchObject({ code: "CATALOGUE_DAMAGED", facts: { reason: "missing" } });
    await rm(path.join(copy, "catalogue"), { recursive: true });
    expect(await refusal()).toMatchObject({ code: "CATALOGUE_DAMAGED", facts: { reason: "missing" } });
  });

  it("is refused when the manifest is cut short or points elsewhere", async () => {
    await change("catalogue/manifest.json", (text) => text.slice(0, 100));
    expect(await refusal()).toMatchObject({ code: "CATALOGUE_DAMAGED", facts: { reason: "format" } });
    await cp(path.join(ASSETS, "catalogue"), path.join(copy, "catalogue"), { recursive: true });
    await change("catalogue/manifest.json", (text) => text.replace("catalogue/procedures.json", "../outside.json"));
    expect(await refusal()).toMatchObject({ code: "CATALOGUE_DAMAGED", facts: { reason: "format" } });
  });

  it("is refused when the number of procedures is not the manifest's", async () => {
    await change("catalogue/manifest.json", (text) => text.replace('"procedures": 588', '"procedures": 587'));
    expect(await refusal()).toMatchObject({ code: "CATALOGUE_DAMAGED", facts: { reason: "count" } });
  });
});

describe("a package of the province", () => {
  const fileOf = (changed: object) => {
    const { procedures, aliases, calendar } = content;
    return Buffer.from(JSON.stringify({ format: 1, version: "tinh-2", procedures, aliases, calendar, ...changed }));
  };

  it("is in force from then on, its calendar too", () => {
    const own = createCatalogue(content);
    const [first] = content.procedures as [Procedure];
    const calendar = { ...content.calendar, years: [{ year: 2028, provisional: false, source: "tỉnh" }] };
    own.replace(fileOf({ procedures: [{ ...first, name: "Thủ tục mới của tỉnh" }], calendar }));
    expect(own.info()).toEqual({ version: "tinh-2", procedureCount: 1, calendarYears: [2028] });
    expect(own.get(first.code).name).toBe("Thủ tục mới của tỉnh");
    expect(own.search({ text: "thu tuc moi", limit: 5 })).toHaveLength(1);
    expect(own.calendar.years[0]?.year).toBe(2028);
  });

  it.each([
    ["cut", (file: Buffer) => file.subarray(0, 1000)],
    ["of a later format", () => fileOf({ format: 2 })],
    ["without procedures", () => fileOf({ procedures: [] })],
    ["with a procedure twice", () => fileOf({ procedures: [...content.procedures, content.procedures[0]] })],
    ["without a calendar", () => fileOf({ calendar: { years: [], days: [] } })],
  ])("that is %s is refused, and the one before stays", (_name, damage) => {
    const own = createCatalogue(content);
    expect(() => own.replace(damage(fileOf({})))).toThrow("CATALOGUE_DAMAGED");
    expect(own.info().version).toBe(content.version);
  });
});
