// Holds what lay in the feeder against what the province has: the same pictures, byte for byte, each in its own paper.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";

/**
 * @param {string} provinceFolder of a province that has ended
 * @param {{code: string, sheets: readonly import("./paper-stack.mjs").Sheet[]}} expected in the order of scanning
 * @returns {Promise<{atProvince: number, lost: number, duplicated: number, misplaced: number, strange: number}>}
 *   `misplaced`: in another paper, or before a sheet that lay before it; `strange`: pictures that do not belong there
 */
export async function settleAtProvince(provinceFolder, { code, sheets }) {
  const stored = await storedPages(provinceFolder, code);
  const wanted = sheets.map(({ file, paper }) => ({ hash: hashOf(file), paper: `c${String(paper).padStart(2, "0")}` }));
  const hashes = stored.map(({ hash }) => hash);
  const known = stored.filter(({ hash }) => wanted.some((page) => page.hash === hash));
  const there = wanted.filter(({ hash }) => hashes.includes(hash));
  return {
    atProvince: stored.length,
    lost: wanted.filter(({ hash }) => !hashes.includes(hash)).length,
    duplicated: hashes.length - new Set(hashes).size,
    misplaced: known.filter(({ hash, paper }, at) => there[at]?.hash !== hash || there[at].paper !== paper).length,
    strange: stored.length - known.length,
  };
}

/** As the dossier's record names them; only files whose content is there and is what its name says. */
async function storedPages(provinceFolder, code) {
  const database = await PGlite.create(path.join(provinceFolder, "database"));
  const { rows } = await database.query("SELECT record FROM dossiers WHERE provisional_code = $1", [code]);
  await database.close();
  const files = JSON.parse(rows[0]?.record ?? '{"TaiLieuNop": []}').TaiLieuNop;
  return files
    .filter((file) => file.IsDeleted === "False")
    .map((file) => ({ hash: file.MaBam, paper: file.MaThanhPhanHoSo }))
    .filter(({ hash }) => isThere(provinceFolder, hash));
}

function isThere(provinceFolder, hash) {
  const file = path.join(provinceFolder, "files", hash.slice(0, 2), hash);
  return fs.existsSync(file) && hashOf(file) === hash;
}

function hashOf(file) {
  return createHash("sha256").update(fs.readFileSync(file)).digest("hex");
}
