// What was read of the papers: looked at, confirmed and corrected by keyboard, and saved as searchable PDF.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const READING_MS = 120_000;
const SAVING_MS = 30_000;
const OTHER_NAME = "NGUYỄN THỊ ĐƯỢC";

/** In the intake that is open: the first page, its worst field, a correction taken back, and all that is sure. */
export async function reviewPapers({ page, camera }) {
  await page.keyboard.press("F7");
  await page.getByTestId("screen-review").waitFor();
  while (!(await page.getByTestId("review-page").getByText("Trang 1/").isVisible()))
    await page.keyboard.press("PageUp");
  await page.getByTestId("review-field").first().waitFor({ timeout: READING_MS });
  const type = await page.getByTestId("review-type").inputValue();
  const glance = (await page.getByTestId("review-glance").innerText()).replace(/\s+/g, " ");
  await camera.shoot("review", `the first page was read as “${type}”: ${glance}`);
  await correctName(page);
  await camera.shoot(
    "corrected",
    "a name was typed over; the machine's own reading stays beside it, and Ctrl+Z brings it back",
  );
  await page.keyboard.press("Control+z");
  await page.locator('[data-testid="review-field"][data-state="corrected"]').waitFor({ state: "detached" });
  await page.keyboard.press("F8");
  await page.getByTestId("cleaned-picture").waitFor();
  await camera.shoot("cleaned", "how the page was made ready for reading, step by step; the original stays as it is");
  while (await page.getByTestId("screen-review").isVisible()) {
    await page.keyboard.press("Escape");
    await pause(200);
  }
  return { type, glance };
}

async function correctName(page) {
  const field = page.locator('[data-testid="review-field"][data-key$="ullName"]').first();
  const key = await field.getAttribute("data-key");
  await field.getByTestId("review-value").focus();
  await field.getByTestId("review-value").selectText();
  await page.keyboard.type(OTHER_NAME);
  await page.keyboard.press("Enter");
  await page.locator(`[data-testid="review-field"][data-key="${key}"][data-state="corrected"]`).waitFor();
}

/** In the dossier that is open: its first paper. @returns {Promise<{name: string, words: number}>} */
export async function savePaper({ page, camera, dataFolder }) {
  await page.getByTestId("paper-pdf").first().click();
  const file = await savedPdf(path.join(dataFolder, "saved"));
  const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  execFileSync("qpdf", ["--check", file], { stdio: "ignore" });
  const target = `${file}.png`;
  execFileSync("pdftoppm", ["-r", "60", "-png", "-singlefile", file, file]);
  await camera.keep("paper-pdf", "the paper as PDF/A: its picture as it was scanned, its text to be searched", (to) =>
    fs.copyFileSync(target, to),
  );
  return { name: path.basename(file), words: text.split(/\s+/).filter(Boolean).length };
}

async function savedPdf(folder) {
  const deadline = Date.now() + SAVING_MS;
  for (;;) {
    const names = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => /_\d{8}_.*\.pdf$/i.test(name)) : [];
    if (names[0]) return path.join(folder, names[0]);
    if (Date.now() > deadline) throw new Error("no PDF of the paper was saved");
    await pause(300);
  }
}
