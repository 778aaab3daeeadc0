// Docs that would rot unseen: error codes, dependencies, and links.
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { runToEnd } from "../../scripts/run-to-end.mjs";
import { ERROR_CODES } from "../../shared/errors";

const page = (name: string) => fs.readFileSync(path.join("docs", name), "utf8");

describe("the docs", () => {
  it("name every error code with its words", async () => {
    const { code } = await runToEnd([process.execPath, "scripts/errors-page.mjs", "--check"], { timeoutMs: 60_000 });
    expect(code, "run node scripts/errors-page.mjs").toBe(0);
    for (const code of ERROR_CODES)
      expect(page("errors.md")).toMatch(new RegExp(`^\\| ${code} \\| [^|]+ \\| [^|]+ \\|`, "m"));
  });

  it("give a reason for every dependency", () => {
    const { dependencies, devDependencies } = JSON.parse(fs.readFileSync("package.json", "utf8")) as Record<
      string,
      object
    >;
    const named = page("dependencies.md");
    const missing = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !isNamed(named, name));
    expect(missing).toEqual([]);
  });

  it("link only to what is there", () => {
    const pages = [
      "README.md",
      ...fs
        .readdirSync("docs")
        .filter((name) => name.endsWith(".md"))
        .map((name) => `docs/${name}`),
    ];
    const broken = pages.flatMap((file) => {
      const links = [...fs.readFileSync(file, "utf8").matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
        ([, link]) => link ?? "",
      );
      return links
        .filter((link) => !fs.existsSync(path.join(path.dirname(file), link)))
        .map((link) => `${file}: ${link}`);
    });
    expect(broken).toEqual([]);
  });
});

/** The table groups packages of one family: "@orpc/contract, client, server". */
function isNamed(table: string, name: string): boolean {
  if (table.includes(name)) return true;
  const [scope, rest] = name.split("/");
  if (name.startsWith("@types/")) return true;
  return table
    .split("\n")
    .some((row) => row.includes(`| ${scope ?? ""}/`) && new RegExp(`\\b${rest ?? "-"}\\b`).test(row));
}
