// Sums the demo up from three sides that do not know each other: what the window said, what is on the disk, what the
// province has. What is missing on one side is lost; what is there twice is duplicated.

export async function makeReport(story, { quay, pictures }) {
  const { codes, told, printed, queuedBefore, queuedAfter, dossiers, electronVersion, station, reading, paper } = story;
  const { lines } = await quay("verify");
  const verify = lines.join("\n");
  const count = (name) => Number(new RegExp(`(\\d+) ${name}`).exec(verify)?.[1] ?? Number.NaN);
  const atProvince = dossiers.items.map((item) => item.provisionalCode);
  const files = dossiers.items.reduce((sum, item) => sum + item.fileCount, 0);
  const lost =
    codes.filter((code) => !atProvince.includes(code)).length +
    (told - count("pages")) +
    (told - files) +
    count("problems");
  return {
    pagesScanned: count("pages"),
    pagesRecognised: count("recognised"),
    dossiers: codes.length,
    receipts: dossiers.items.map(({ provisionalCode, officialCode }) => ({ provisionalCode, officialCode })),
    printed,
    queuedBefore,
    queuedAfter,
    provinceDossiers: dossiers.total,
    lost,
    duplicated: atProvince.length - new Set(atProvince).size + Math.max(0, dossiers.operations - codes.length),
    station,
    reading,
    paper,
    electronVersion,
    durationMs: Date.now() - Number(process.env.DEMO_STARTED_AT ?? Date.now()),
    pictures,
  };
}

export function printReport(report, folder) {
  const { sheetsScanned, routed, separatorsLeftOut, atProvince, lost, duplicated, misplaced } = report.station;
  const receipts = report.receipts.map((receipt) => `${receipt.provisionalCode} → ${receipt.officialCode}`);
  const rows = [
    ["pages scanned / read", `${report.pagesScanned} / ${report.pagesRecognised}`],
    ["dossiers", receipts.join("; ")],
    ["receipt printed", report.printed.words],
    ["queue before / after", `${report.queuedBefore} / ${report.queuedAfter}`],
    ["at the province", report.provinceDossiers],
    ["lost / duplicated", `${report.lost} / ${report.duplicated}`],
    ["at the scan station", `${sheetsScanned} sheets: ${routed} routed, ${separatorsLeftOut} separators left out`],
    ["  at the province", `${atProvince} pages; lost / duplicated / misplaced ${lost} / ${duplicated} / ${misplaced}`],
    ["first page read as", `${report.reading.type}: ${report.reading.glance}`],
    ["paper as PDF/A", `${report.paper.name}, ${report.paper.words} words to be searched`],
    ["Electron", report.electronVersion],
    ["took", `${Math.round(report.durationMs / 1000)} s`],
    ["pictures and report", folder],
  ];
  console.log(`\n${rows.map(([name, value]) => `${name.padEnd(22)}${value}`).join("\n")}`);
}
