// A small Electron program around the app's own print window: draws the forms that a JSON file asks for, and ends.
// Arguments: [--crash-first,] built renderer folder, built preload file, requests file [{ form, data, out }].
import { app } from "electron";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { registerAppScheme, serveAppScheme } from "../../electron/shell/app-scheme";
import { createFormPrinter } from "../../electron/shell/print/form-printer";
import { lockDown, refuseNetwork } from "../../electron/shell/security";

interface Request {
  form: string;
  data: unknown;
  out: string;
}

const [rendererFolder = "", preloadFile = "", requestsFile = ""] = process.argv.slice(-3);

registerAppScheme();
if (!process.argv.includes("--no-sandbox")) app.enableSandbox();
app.disableHardwareAcceleration();
// Without it Electron would end after the first form, when its only window is gone.
app.on("window-all-closed", () => undefined);
void drawAll();

async function drawAll(): Promise<void> {
  await app.whenReady();
  lockDown();
  refuseNetwork();
  const nonce = randomBytes(16).toString("base64");
  serveAppScheme({ rendererFolder, nonce, images: { readImage: () => Promise.resolve(null) } });
  const printer = createFormPrinter({ preloadFile, timeoutMs: 10_000 });
  const requests = JSON.parse(fs.readFileSync(requestsFile, "utf8")) as Request[];
  // All at once: the printer itself keeps them one at a time.
  const answers = await Promise.all(
    requests.map((request) => draw(printer.render(request.form, request.data), request)),
  );
  printer.close();
  fs.writeFileSync(`${requestsFile}.answers`, JSON.stringify(answers));
  app.exit(0);
}

if (process.argv.some((argument) => argument === "--crash-first")) crashFirstPage();

function crashFirstPage(): void {
  app.once("web-contents-created", (_event, contents) => {
    contents.once("dom-ready", () => contents.forcefullyCrashRenderer());
  });
}

async function draw(rendering: Promise<Uint8Array>, request: Request): Promise<{ fault: string | null; ms: number }> {
  const startedAt = Date.now();
  try {
    fs.writeFileSync(request.out, await rendering);
    return { fault: null, ms: Date.now() - startedAt };
  } catch (error) {
    return {
      fault: error instanceof Error ? `${error.message} ${JSON.stringify(error)}` : "unknown",
      ms: Date.now() - startedAt,
    };
  }
}
