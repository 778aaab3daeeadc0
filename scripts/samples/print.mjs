// Prints HTML to PDF with Electron, and turns pages of a PDF into pictures.
import { execFileSync } from "node:child_process";
import path from "node:path";
import { electronEnvironment, withDisplay } from "../run.mjs";

/** @param {string} html file to print @param {string} pdf file to write */
export async function printHtml(html, pdf) {
  const env = await electronEnvironment();
  const window = path.join(import.meta.dirname, "print-window.cjs");
  const [file, ...args] = withDisplay([env.ELECTRON_EXEC_PATH, "--no-sandbox", window, html, pdf]);
  execFileSync(file, args, { env, stdio: "ignore" });
}

/** Writes `<base>.ppm`, or `<base>.pgm` in grey. @param page from 1 */
export function rasterise(pdf, base, { dpi, page = 1, isGrey = false }) {
  const range = ["-f", String(page), "-l", String(page)];
  execFileSync("pdftoppm", [...range, "-r", String(dpi), ...(isGrey ? ["-gray"] : []), "-singlefile", pdf, base]);
}
