#!/usr/bin/env node
// Builds the pairs of syllables that recognition mends words with: from the catalogue, our own samples, and the names of
// provinces, communes and persons. node scripts/lexicon/build.mjs [UNITS.json]; without the file the places of before are kept.
import fs from "node:fs";
import path from "node:path";
import { ROOT } from "../setup/places.mjs";

const TARGET = path.join(ROOT, "electron", "core", "recognition", "lexicon", "pairs.json");
const CATALOGUE = path.join(ROOT, "assets", "catalogue", "procedures.json");
const SAMPLES = [path.join(ROOT, "assets", "samples"), path.join(ROOT, "assets", "samples", "papers")];
/** Họ of the Vietnamese and of the peoples of the highlands, as they stand before the most common middle names. */
const SURNAMES =
  "an âu bạch bành bùi cao cấn châu chế chu chử chung cù cung danh diệp doãn dư đàm đan đào đặng đậu điêu đinh đoàn đỗ đồng đổng đới đường giang giáp h hà hán hàn hầu hồ hoa hoàng hồng hứa huỳnh kha khổng khúc khương kiều kim la lã lại lâm lầu lê liêu lò lộc lù lục lương lưu lữ lý ma mã mạc mai mông nghiêm ngô ngọ nguyễn nhâm nhan ninh nông ông phạm phan phí phó phù phùng phương quách quan quản quàng sầm sùng tạ tăng tân thạch thái thân thẩm thiều thịnh thôi tiêu tô tôn tòng tống trà trang trần trịnh triệu trương từ tưởng ứng vàng văn vi viên võ vòng vũ vương xa yên".split(
    " ",
  );
const MIDDLE_NAMES = ["thị", "văn"];
/** What stands only once in so much text may be a slip. */
const LEAST_OFTEN = 2;

const before = fs.existsSync(TARGET) ? JSON.parse(fs.readFileSync(TARGET, "utf8")) : { places: [] };
const places = process.argv[2] ? pairsOf(namesOfUnits(process.argv[2]), 1) : before.places;
const phrases = pairsOf([...stringsOf(JSON.parse(fs.readFileSync(CATALOGUE, "utf8"))), ...sampleLines()], LEAST_OFTEN);
const names = SURNAMES.flatMap((surname) => MIDDLE_NAMES.map((name) => `${surname} ${name}`)).toSorted();
fs.writeFileSync(TARGET, `${JSON.stringify({ phrases, places, names }, null, 2)}\n`);
console.log(`${phrases.length} pairs of phrases, ${places.length} of places, ${names.length} of names`);

function stringsOf(value) {
  if (typeof value === "string") return [value];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(stringsOf) : [];
}

function sampleLines() {
  return SAMPLES.flatMap((folder) =>
    fs
      .readdirSync(folder)
      .filter((name) => name.endsWith(".txt"))
      .flatMap((name) => fs.readFileSync(path.join(folder, name), "utf8").split("\n")),
  );
}

function namesOfUnits(file) {
  const provinces = JSON.parse(fs.readFileSync(file, "utf8"));
  return provinces.flatMap(({ FullName, Wards }) => [FullName, ...Wards.map((ward) => ward.FullName)]);
}

/** @returns {string[]} two syllables side by side, lower case, NFC, sorted */
function pairsOf(texts, leastOften) {
  const counts = new Map();
  for (const text of texts)
    for (const part of text
      .normalize("NFC")
      .toLowerCase()
      .split(/[^\p{L}\p{M}\s]|\d/u)) {
      const syllables = part.split(/\s+/u).filter(Boolean);
      syllables.slice(1).forEach((syllable, index) => {
        const pair = `${syllables[index]} ${syllable}`;
        counts.set(pair, (counts.get(pair) ?? 0) + 1);
      });
    }
  return [...counts]
    .filter(([, count]) => count >= leastOften)
    .map(([pair]) => pair)
    .toSorted();
}
