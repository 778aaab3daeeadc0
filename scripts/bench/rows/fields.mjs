// Row: fields of the drawn papers of all types, half of them spoilt as pages at counters are, against the same rules on what
// the tesseract command reads of the raw page.
import { DEGRADATIONS } from "../../samples/degrade.mjs";
import { listPapers } from "../../samples/papers.mjs";
import { scorePapers } from "../../samples/score-papers.mjs";
import { readTable } from "../native-tesseract.mjs";
import { loadFormat } from "../reader.mjs";

export const fieldsRow = { name: "fields", run };

/** The n-th paper is clean or spoilt in the n-th way. */
const kindOf = (index) => (index % 2 === 0 ? null : DEGRADATIONS[((index - 1) / 2) % DEGRADATIONS.length]);

/** The default of six pages stands for all papers. @param {{pages: number}} options */
async function run({ pages }) {
  const all = listPapers();
  const papers = all.slice(0, Math.min(all.length, pages * 8));
  const ours = await scorePapers(papers, { kindOf });
  const rival = await scorePapers(papers, { kindOf, open: openRival });
  const wrongOf = ({ right, wrong, sureWrong }) => (100 * sureWrong) / (right + wrong);
  const rightTypes = ({ pages: read }) => read.filter(({ typeId, readAs }) => typeId === readAs).length;
  const count = papers.length;
  return [
    { name: `fields F1, ${count} papers`, ours: ours.f1, rival: rival.f1, unit: "", goal: 1, better: "higher" },
    { name: "fields F1 against its goal", ours: ours.f1, rival: 0.95, unit: "", goal: 1, better: "higher" },
    {
      name: "paper types right",
      ours: rightTypes(ours),
      rival: rightTypes(rival),
      unit: "pages",
      goal: 1,
      better: "higher",
    },
    { name: "wrong but sure", ours: wrongOf(ours), rival: wrongOf(rival), unit: "%", goal: 1, better: "lower" },
  ];
}

async function openRival() {
  const { readTsv } = await loadFormat();
  return {
    async read(bytes) {
      const { words, confidence } = readTsv(readTable(bytes));
      const lines = groupByLine(words);
      const text = [...lines.values()].map((line) => line.map((word) => word.text).join(" ")).join("\n");
      return { text, words, confidence, rules: [], codes: [], steps: [], notes: [], engine: "tesseract as typed" };
    },
    close: () => undefined,
  };
}

function groupByLine(words) {
  const lines = new Map();
  for (const word of words) lines.set(word.line, [...(lines.get(word.line) ?? []), word]);
  return lines;
}
