// Row: from a key to the next paint while a citizen's procedure is looked up (each key asks the process that sends), with pages going
// out over a slow line all the while, against the same keys when everything is sent.
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startApp } from "../../driver/app.mjs";
import {
  complete,
  fillFirstRun,
  giveFiles,
  openPapers,
  registerCounter,
  scanCard,
  startVisit,
} from "../../driver/person.mjs";
import { ENROLMENT_CODE, startProvince } from "../../driver/province.mjs";
import { keyToPaint } from "../key-latency.mjs";
import { samplePages } from "../pages.mjs";
import { CARD } from "../visit.mjs";

const PAGES = 40;
const KEYS = 200;
const GOAL_MS = 100;
const BYTES_PER_MS = 150;
const SEND_MS = 10 * 60_000;
const WORDS = "khai sinh";

export const sendingLatencyRow = { name: "sending-latency", run };

async function run() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "quay-bench-"));
  const province = await startProvince({ dataFolder: path.join(folder, "province") });
  const line = await openSlowLine(Number(new URL(province.url).port));
  const { page, close } = await startApp({ dataFolder: path.join(folder, "counter") });
  try {
    page.setDefaultTimeout(120_000);
    await fillFirstRun(page);
    await registerCounter(page, { url: line.url, code: ENROLMENT_CODE });
    await press(page, "queue-pause", "Gửi tiếp");
    await receive(page, writePages(folder));
    await page.waitForFunction(isAllRead, undefined, { timeout: SEND_MS, polling: 1000 });
    await press(page, "queue-pause", "Tạm dừng");
    const busy = await lookUp(page);
    if (!(await line.isBusy())) throw new Error("everything was sent before the last key: the figure says nothing");
    while (await line.isBusy()) await pause(1000);
    const idle = await lookUp(page);
    const name = `key to paint p95, ${PAGES} pages going out`;
    return [
      { name, ours: busy, rival: idle, unit: "ms busy/idle", goal: 2, better: "lower" },
      { name: `${name}, limit`, ours: busy, rival: GOAL_MS, unit: "ms", goal: 1, better: "lower" },
    ];
  } finally {
    await close();
    await province.stop();
    line.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Loopback with so many bytes a ms from the counter to the province, all connections together. */
async function openSlowLine(port) {
  let bytes = 0;
  let freeAt = 0;
  const sockets = new Set();
  const server = net.createServer((counter) => {
    const upstream = net.connect(port, "127.0.0.1");
    for (const socket of [counter, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {}).on("close", () => (counter.destroy(), upstream.destroy()));
    }
    upstream.pipe(counter);
    counter.on("data", (piece) => {
      bytes += piece.length;
      counter.pause();
      const now = performance.now();
      freeAt = Math.max(freeAt, now) + piece.length / BYTES_PER_MS;
      setTimeout(() => (upstream.write(piece), counter.resume()), freeAt - now);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    async isBusy() {
      const before = bytes;
      await pause(2000);
      return bytes - before > 20_000;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Each another file: a comment in front of the picture. @returns {string[]} */
function writePages(folder) {
  return samplePages(PAGES).map((jpeg, index) => {
    const comment = Buffer.from([0xff, 0xfe, 0, 4, index >> 8, index & 0xff]);
    const file = path.join(folder, `page-${index}.jpg`);
    fs.writeFileSync(file, Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]));
    return file;
  });
}

async function press(page, testId, words) {
  await page.getByTestId("nav-queue").click();
  await page.getByTestId(testId).click();
  await page.getByTestId(testId).getByText(words).waitFor();
}

async function receive(page, files) {
  await startVisit(page, "xac nhan tinh trang hon nhan", "1.004873");
  await scanCard(page, CARD);
  await openPapers(page);
  await giveFiles(page, files, files.length);
  await complete(page);
}

async function lookUp(page) {
  await page.keyboard.press("Control+n");
  await page.getByTestId("procedure-search").waitFor();
  const round = 2 * WORDS.length;
  return keyToPaint(page, KEYS, (key) => (key % round < WORDS.length ? WORDS[key % round] : "Backspace"));
}

/** Runs in the window: the status bar has nothing left to read. */
function isAllRead() {
  const status = document.querySelector('[data-testid="status-ocr"]');
  return !status || !/\d/.test(status.textContent ?? "");
}
