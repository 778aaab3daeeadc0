// Entry of the desktop program: one window, one core. With --quay it runs one administrator's command instead.
import { app } from "electron";
import { randomBytes } from "node:crypto";
import path from "node:path";
import { errorCodeOf } from "../../shared/errors";
import { registerAppScheme, serveAppScheme } from "./app-scheme";
import { refusedCore, startCore, type CoreProcess } from "./core-process";
import { createHostQuestions } from "./host-questions";
import { chooseDataFolder, makeDataFolder, openDataKey } from "./keychain";
import { createFormPrinter, type FormPrinter } from "./print/form-printer";
import { lockDown, refuseNetwork } from "./security";
import { allowModeSwitch, isTrainingStart } from "./training";
import { openMainWindow } from "./windows/main-window";

const PRELOAD = path.join(__dirname, "..", "preload", "preload.js");
const RENDERER = path.join(__dirname, "..", "renderer");
const COMMAND_MARK = "--quay";
/** Chromium that is told to end while it is still starting its processes can wait for itself for ever. */
const START_UP_MS = 1000;

registerAppScheme();
// Tests run as root, where Chromium has no sandbox of its own; asking for it there ends every child process.
if (!app.commandLine.hasSwitch("no-sandbox")) app.enableSandbox();
if (process.env.QUAY_DISABLE_GPU) app.disableHardwareAcceleration();
const isTraining = isTrainingStart(process.argv);
const dataFolder = chooseDataFolder(isTraining);
const hasDataFolder = makeDataFolder(dataFolder);
if (hasDataFolder) app.setPath("userData", path.join(dataFolder, "window"));

const commandAt = process.argv.indexOf(COMMAND_MARK);
const command = commandAt < 0 ? null : process.argv.slice(commandAt + 1);

if (!command && hasDataFolder && !app.requestSingleInstanceLock()) app.exit(0);
else void run();

async function run(): Promise<void> {
  await app.whenReady();
  lockDown();
  refuseNetwork();
  const core = openCore(createFormPrinter({ preloadFile: PRELOAD }));
  serveAppScheme({ rendererFolder: RENDERER, nonce: randomBytes(16).toString("base64"), images: core });
  if (!command) openCounter(core);
}

/** Without the key there is no core to start: the window tells why, and a command ends. */
function openCore(forms: FormPrinter): CoreProcess {
  try {
    return startCore({
      coreFile: path.join(__dirname, "core.js"),
      childFiles: {
        images: path.join(__dirname, "image-process.js"),
        twain: path.join(__dirname, "twain-helper.js"),
      },
      start: { type: "start", ...readStart() },
      forms,
      answer: createHostQuestions(dataFolder),
      onExit: (code) => app.exit(code),
    });
  } catch (error) {
    const code = errorCodeOf(error);
    console.error(`${command ? "quay" : "shell"}: ${code}`, ...(code === "INTERNAL" ? [error] : []));
    if (command) setTimeout(() => app.exit(2), START_UP_MS);
    return refusedCore({ code, facts: {} });
  }
}

function readStart() {
  const { keyHex, protection } = openDataKey(dataFolder);
  return {
    dataFolder,
    keyHex,
    keyProtection: protection,
    assetsFolder: app.isPackaged ? path.join(process.resourcesPath, "assets") : path.join(app.getAppPath(), "assets"),
    appVersion: app.getVersion(),
    electronVersion: process.versions.electron,
    training: isTraining,
    command,
  };
}

function openCounter(core: CoreProcess): void {
  const window = openMainWindow(PRELOAD);
  core.attach(window);
  allowModeSwitch(window);
  app.on("second-instance", () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  let isStopped = false;
  app.on("window-all-closed", () => app.quit());
  app.on("before-quit", (event) => {
    if (isStopped) return;
    event.preventDefault();
    void core.stop().then(() => {
      isStopped = true;
      app.quit();
    });
  });
}
