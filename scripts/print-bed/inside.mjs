// Runs inside the private namespaces: D-Bus, Avahi, cupsd, a virtual laser printer, the queue LASER. All of it dies with
// this process. Arguments: base folder, then optionally -- command. Without a command it says "ready" and takes lines
// on its standard input: "printer off", "printer on".
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import { writeCupsConfig } from "./cups-config.mjs";

const PRINTER_PORT = 8631;
const QUEUE = "LASER";
const STEP_TIMEOUT_MS = 15_000;

const [base = "", separator, ...command] = process.argv.slice(2);
process.env.CUPS_SERVER = path.join(base, "cups.sock");
let printer;

await startServices();
if (separator === "--") process.exit(await runToTheEnd(command));
await serve();

async function startServices() {
  run("mount", ["-t", "tmpfs", "tmpfs", "/run"]);
  fs.mkdirSync("/run/dbus", { recursive: true });
  fs.mkdirSync("/run/avahi-daemon", { recursive: true });
  run("ip", ["link", "set", "lo", "up"]);
  run("dbus-daemon", ["--system", "--fork"]);
  // ippeveprinter refuses to start without DNS-SD, even when told not to announce itself.
  run("avahi-daemon", ["--daemonize", "--no-rlimits"]);
  await until("avahi", () => fs.existsSync("/run/avahi-daemon/socket"));
  startQuietly("cupsd", writeCupsConfig(base));
  await until("cupsd", () => fs.existsSync(process.env.CUPS_SERVER));
  await startPrinter();
  run("lpadmin", [
    "-p",
    QUEUE,
    "-E",
    "-v",
    `ipp://localhost:${PRINTER_PORT}/ipp/print`,
    "-m",
    "everywhere",
    "-D",
    "Máy in Laser",
  ]);
  run("lpadmin", ["-d", QUEUE]);
}

async function startPrinter() {
  const options = ["-k", "-d", path.join(base, "received"), "-p", String(PRINTER_PORT), "-n", "localhost", "-r", "off"];
  const abilities = [
    "-2",
    "-M",
    "Virtual",
    "-m",
    "Laser",
    "-f",
    "application/pdf,image/jpeg,image/pwg-raster",
    "-s",
    "60,60",
  ];
  printer = startQuietly("ippeveprinter", [...options, ...abilities, "Virtual Laser"]);
  await until("ippeveprinter", () => canConnect(PRINTER_PORT));
  const tray = (number) => `size${number}=iso_a4_210x297mm&type${number}=stationery&level${number}=250`;
  await fetch(`http://localhost:${PRINTER_PORT}/media?${tray(1)}&${tray(2)}`);
}

async function serve() {
  // A socket in the file system is reached from outside of the network namespace; the printer's own port is not.
  net
    .createServer((client) => {
      const printerSide = net.connect(PRINTER_PORT, "localhost");
      client.pipe(printerSide).pipe(client);
      for (const side of [client, printerSide]) side.on("error", () => client.destroy());
    })
    .listen(path.join(base, "printer.sock"));
  console.log("ready");
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === "printer off") printer.kill("SIGKILL");
    if (line === "printer on") await startPrinter();
    console.log(`done ${line}`);
  }
  process.exit(0);
}

function runToTheEnd([program, ...argv]) {
  const child = spawn(program, argv, { stdio: "inherit" });
  return new Promise((resolve) => {
    child.once("error", () => resolve(127));
    child.once("close", (code) => resolve(code ?? 1));
  });
}

function startQuietly(program, argv) {
  const log = fs.openSync(path.join(base, `${program}.log`), "a");
  return spawn(program, argv, { stdio: ["ignore", log, log] });
}

function run(program, argv) {
  const result = spawnSync(program, argv, { encoding: "utf8" });
  if (result.status === 0) return;
  throw new Error(`${program} ${argv.join(" ")}: ${result.error?.message ?? result.stderr}`);
}

async function until(what, isThere) {
  const deadline = Date.now() + STEP_TIMEOUT_MS;
  while (!(await isThere())) {
    if (Date.now() > deadline) throw new Error(`${what} did not start`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function canConnect(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, "localhost", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
