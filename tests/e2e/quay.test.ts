// The administrator's command line, as typed in a shell: output, exit code, and bad input in one clear line.
import fs from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { layOnGlass, makeScanner } from "../../scripts/driver/sane.mjs";
import { runToEnd } from "../../scripts/run-to-end.mjs";
import { makeFolder } from "./counter";

const folder = makeFolder("quay");
const scanner = makeScanner(folder);
beforeAll(() => layOnGlass(scanner.glass, path.resolve("assets/samples/giay-chung-sinh.jpg"), { heightPx: 900 }));

async function quay(...args: string[]) {
  const env = { ...process.env, ...scanner.env, QUAY_DATA_DIR: path.join(folder, "data"), INIT_CWD: folder };
  const run = await runToEnd([process.execPath, "scripts/quay.mjs", ...args], { env, timeoutMs: 120_000 });
  const complaint = run.err.split("\n").find((line) => line.startsWith("quay"));
  return { ...run, complaint: complaint ?? "" };
}

function scanOnGlass() {
  const device = ["--driver", "sane", "--device", "pnm:0", "--resolution", "200"];
  return quay("scan", ...device, "--option", `filename=${scanner.glass}`, "--out", "scans");
}

describe("quay", () => {
  it("lists the scanners", async () => {
    const { code, out } = await quay("devices");
    expect(code).toBe(0);
    expect(out).toContain("sane\tpnm:0");
  });

  it("scans a page into a folder and reads it with the program's own pipeline", async () => {
    const scan = await scanOnGlass();
    expect(scan).toMatchObject({ code: 0 });
    expect(fs.readdirSync(path.join(folder, "scans"))).toEqual(["page-0001.jpg"]);
    const ocr = await quay("ocr", "--in", "scans", "--out", "texts");
    expect(ocr).toMatchObject({ code: 0 });
    expect(fs.readFileSync(path.join(folder, "texts", "page-0001.txt"), "utf8")).toContain("GIẤY CHỨNG SINH");
  });

  it("tells which paper a page is and what stands in its fields, one .json for each page", async () => {
    const extract = await quay("extract", "--in", "scans", "--out", "fields");
    expect(extract).toMatchObject({ code: 0 });
    const page: unknown = JSON.parse(fs.readFileSync(path.join(folder, "fields", "page-0001.json"), "utf8"));
    expect(page).toMatchObject({ file: "page-0001.jpg", page: 1, type: { id: "birth_notice" } });
    expect(page).toHaveProperty("fields.0.box");
  });

  it("writes over nothing: neither a page of an earlier scan, nor a text by one of the same name", async () => {
    expect(await scanOnGlass()).toMatchObject({ code: 0 });
    const [first, second] = ["page-0001.jpg", "page-0002.jpg"].map((name) => path.join(folder, "scans", name));
    expect(fs.existsSync(second ?? "")).toBe(true);
    fs.renameSync(second ?? "", path.join(folder, "scans", "page-0001.jpeg"));
    expect(fs.existsSync(first ?? "")).toBe(true);
    expect(await quay("ocr", "--in", "scans", "--out", "both")).toMatchObject({ code: 0 });
    expect(fs.readdirSync(path.join(folder, "both")).sort()).toEqual(["page-0001.jpeg.txt", "page-0001.jpg.txt"]);
  });

  it("takes the pages of a file, and says what is wrong with a bad one", async () => {
    const picture = path.resolve("assets/samples/giay-ket-hon.jpg");
    const pages = await quay("scan", "--driver", "file", "--device", picture, "--out", "from-file");
    expect(pages).toMatchObject({ code: 0 });
    expect(fs.readFileSync(path.join(folder, "from-file", "page-0001.jpg")).equals(fs.readFileSync(picture))).toBe(
      true,
    );
    fs.writeFileSync(path.join(folder, "cut.jpg"), fs.readFileSync(picture).subarray(0, 9000));
    const cut = await quay("scan", "--driver", "file", "--device", "cut.jpg", "--out", "from-file");
    expect(cut.code).toBe(1);
    expect(cut.complaint).toContain("FILE_TRUNCATED");
    const none = await quay("scan", "--driver", "file", "--device", "nowhere.pdf", "--out", "from-file");
    expect(none).toMatchObject({ code: 2, complaint: expect.stringContaining("no file") as string });
  });

  it("finds nothing in an empty office, shows an empty queue, and verifies it", async () => {
    expect(await quay("search", "khai sinh")).toMatchObject({ code: 0, out: "0 found\n" });
    expect((await quay("queue")).out).toContain("waiting 0");
    expect((await quay("verify")).out).toContain("0 problems");
  });

  it.each([
    [["fly"], "no command"],
    [["constructor"], "no command"],
    [["scan", "--driver", "fax"], "--driver must be one of"],
    [["scan", "--driver", "sane", "--device", "pnm:0", "--resolution", "9", "--out", "x"], "resolutionDpi"],
    [["scan", "--driver", "sane", "--device", "pnm:0"], "--out is missing"],
    [["ocr", "--in", "nowhere", "--out", "x"], "no folder"],
    [["ocr", "--sideways"], "--sideways"],
    [["extract", "--in", "nowhere", "--out", "x"], "no folder"],
    [["extract", "--in", "."], "--out is missing"],
    [["search"], "TEXT is missing"],
    [["bundle"], "export --to FOLDER or import FILE is wanted"],
    [["bundle", "export"], "--to is missing"],
    [["bundle", "export", "--to", "nowhere"], "no folder"],
    [["bundle", "import", "nowhere.qmcr"], "no file"],
  ])("answers %j with one clear line and a bad exit code", async (args, words) => {
    const { code, complaint } = await quay(...args);
    expect(code).toBe(2);
    expect(complaint).toContain(words);
  });

  it("opens scan profiles whose code is forgotten", async () => {
    expect(await quay("unlock-profiles")).toMatchObject({ code: 0, out: "scan profiles were not locked\n" });
  });

  it("says which scanner is not there", async () => {
    const { code, complaint } = await quay("scan", "--driver", "sane", "--device", "pnm:99", "--out", "x");
    expect(code).toBe(1);
    expect(complaint).toContain("SCANNER_");
  });
});
