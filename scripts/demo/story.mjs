// The main job, played like a person: three visits without a network, a crash, the scan station, and the way to the
// province and back.
import fs from "node:fs";
import path from "node:path";
import { corePid, killCore } from "../driver/app.mjs";
import * as person from "../driver/person.mjs";
import { ENROLMENT_CODE, askAsClerk } from "../driver/province.mjs";
import { settleAtProvince } from "./papers-at-province.mjs";
import { reviewPapers, savePaper } from "./reading.mjs";
import { makeReport, printReport } from "./report.mjs";
import { OUT, quay, setStage } from "./stage.mjs";
import { addNetworkScanner, scanAtStation } from "./station-visit.mjs";
import { bringFiles, registerBirth } from "./visits.mjs";

const PRINTING_MS = 90_000;
const SENDING_MS = 120_000;

console.log("\nThe main job, in the real window:");
const stage = await setStage();
try {
  const story = await play(stage);
  const report = await makeReport(story, { quay: (...args) => quay(stage, ...args), pictures: stage.camera.pictures });
  fs.writeFileSync(path.join(OUT, "report.json"), `${JSON.stringify(report, null, 2)}\n`);
  printReport(report, OUT);
  if (process.argv.includes("--keep-open")) await untilClosed(stage);
  process.exitCode = [report, report.station].every(isRight) ? 0 : 1;
} catch (error) {
  await stage.page.screenshot({ path: path.join(OUT, "failed.png") });
  fs.writeFileSync(path.join(OUT, "program.log"), stage.lines.join(""));
  console.error(error);
  process.exitCode = 1;
} finally {
  await stage.clear();
}

function isRight({ lost, duplicated, misplaced = 0, strange = 0 }) {
  return lost + duplicated + misplaced + strange === 0;
}

async function play(stage) {
  const { page, camera } = stage;
  await setUpCounter(stage);
  await stage.takeProvinceOffLine();
  let told = await registerBirth(stage);
  const reading = await reviewPapers(stage);
  const first = await receive(stage, "receipt");
  const printed = await printReceipt(stage);
  told += await bringFiles(stage);
  await crash(stage);
  const second = await receive(stage, "second-receipt");
  await findWithoutDiacritics(stage);
  await addNetworkScanner(stage);
  const scanned = await scanAtStation(stage);
  told += scanned.sheets.length;
  const third = await receive(stage, "third-receipt");
  await waitUntilRead(page);
  const queuedBefore = await countQueue(stage, "waiting", /^3 /);
  const codes = [first, second, third];
  const province = await deliver(stage, codes);
  const queuedAfter = await countQueue(stage, "queue-empty", "Không còn gì chờ gửi");
  await answerComesBack(stage, province, first);
  const paper = await savePaper(stage);
  await page.keyboard.press("Alt+h");
  await page.getByTestId("screen-home").waitFor();
  await camera.shoot("home", "the day at a glance");
  const electronVersion = await stage.app.evaluate(() => process.versions.electron);
  const dossiers = await askAsClerk(province, "/v1/admin/dossiers");
  await province.stop();
  const settled = await settleAtProvince(stage.provinceFolder, { code: third, sheets: scanned.sheets });
  if (process.argv.includes("--keep-open")) await stage.bringProvinceBack();
  const station = { ...scanned.counts, ...settled };
  return { codes, printed, told, reading, paper, queuedBefore, queuedAfter, dossiers, electronVersion, station };
}

async function setUpCounter({ page, camera, province, scanner }) {
  await person.fillFirstRun(page);
  await person.registerCounter(page, { url: province.url, code: ENROLMENT_CODE });
  await person.chooseScanner(page, { device: "pnm:0", glass: scanner.glass });
  await person.choosePrinter(page);
  await page.keyboard.press("Alt+h");
  await page.getByTestId("screen-home").waitFor();
  await camera.shoot("counter", "a new counter, registered with the province");
}

/** Completes the dossier that is open and shows its receipt. */
async function receive({ page, camera }, picture) {
  const code = await person.complete(page);
  await page.getByTestId("receipt-preview").locator("img").first().waitFor();
  await camera.shoot(picture, `received without a network as ${code}`);
  return code;
}

/** @returns {{printer: string | null, state: string}} */
async function printReceipt({ page, camera }) {
  await page.keyboard.press("Control+p");
  const job = page.getByTestId("print-job");
  const ended = page.locator('[data-testid="print-job"]:is([data-state="completed"], [data-state="saved"])');
  await job.waitFor();
  await ended.waitFor({ timeout: PRINTING_MS });
  await camera.shoot("printed", "the receipt is printed, with the queue's own number");
  return { words: (await job.innerText()).replace(/\s+/g, " "), state: await job.getAttribute("data-state") };
}

/** Core dies while pages are being read; the window says so and goes on. */
async function crash({ app, page, camera }) {
  const before = await killCore(app);
  await page.getByTestId("core-restarting").waitFor();
  await camera.shoot("core-killed", "core was killed in the middle of reading; the window says so");
  await page.getByTestId("core-restarting").waitFor({ state: "detached" });
  if ((await corePid(app)) === before) throw new Error("core was not killed");
  await page.getByTestId("page-thumb").nth(2).waitFor();
}

async function findWithoutDiacritics({ page, camera }) {
  await waitUntilRead(page);
  await page.keyboard.press("Alt+h");
  await page.getByTestId("screen-home").waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("khoe manh bu tot", { delay: 20 });
  await page.keyboard.press("Enter");
  await page.getByTestId("search-hits").getByText("Khỏe mạnh", { exact: false }).first().waitFor();
  await camera.shoot("search", "words of a scanned page are found without their diacritics");
}

async function waitUntilRead(page) {
  await page.getByTestId("status-ocr").getByText("xong").waitFor({ timeout: SENDING_MS });
}

/** The screen shows at once what it knew last, and a moment later what there is. */
async function countQueue({ page, camera }, picture, expected) {
  await page.getByTestId("nav-queue").click();
  await page.getByTestId("screen-queue").waitFor();
  await page.getByTestId("queue-summary").getByText(expected).waitFor();
  const words = await page.getByTestId("queue-summary").innerText();
  await camera.shoot(picture, `the queue: ${words}`);
  return Number(/^\d+/.exec(words)?.[0] ?? 0);
}

async function deliver(stage, codes) {
  const province = await stage.bringProvinceBack();
  await stage.page.getByTestId("primary").click();
  const sent = stage.page.getByTestId("queue-list").getByText("Đã gửi", { exact: true });
  await sent.nth(codes.length - 1).waitFor({ timeout: SENDING_MS });
  await stage.camera.shoot("sent", "the line is back: every dossier has the province's receipt");
  return province;
}

/** A clerk at the province moves the first dossier on; the counter learns of it. */
async function answerComesBack({ page, camera }, province, code) {
  const { items } = await askAsClerk(province, "/v1/admin/dossiers");
  const dossier = items.find((item) => item.provisionalCode === code);
  const pathname = `/v1/admin/dossiers/${encodeURIComponent(dossier.officialCode)}/state`;
  await askAsClerk(province, pathname, {
    method: "POST",
    body: { state: 4, note: "Đã chuyển công chức tư pháp hộ tịch" },
  });
  await page.getByTestId("primary").click();
  await person.scanReceipt(page, code);
  await page
    .getByText(/công chức tư pháp|Đang xử lý/)
    .first()
    .waitFor({ timeout: SENDING_MS });
  await camera.shoot("answer", "the province's answer stands in the dossier");
}

function untilClosed({ app }) {
  console.log("\nThe window stays open; close it to end.");
  return new Promise((resolve) => app.once("close", resolve));
}
