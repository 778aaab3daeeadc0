// What an officer does about sending, driven in the real program against a real province: a dossier that both sides changed, one
// that the province refused, the stick, and the end of the day.
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  complete,
  giveFiles,
  openPapers,
  registerCounter,
  scanCard,
  scanReceipt,
  startVisit,
} from "../../scripts/driver/person.mjs";
import { ADMIN_TOKEN, askAsClerk, ENROLMENT_CODE, startProvince } from "../../scripts/driver/province.mjs";
import { BUNDLE_EXTENSION, RECEIPT_EXTENSION } from "../../shared/wire";
import { makeFolder, openCounter, type RunningApp } from "./counter";

const ROOT = path.resolve(import.meta.dirname, "../..");
const PAPER = path.join(ROOT, "assets/samples/to-khai-xac-nhan-hon-nhan.jpg");
const PLACE = "Thôn Kon Pring, xã Đăk Rơ Nga, tỉnh Quảng Ngãi|11042023";

let running: RunningApp;
let province: Awaited<ReturnType<typeof startProvince>>;
let dataOfProvince: string;
beforeAll(async () => {
  dataOfProvince = makeFolder("sync-work-province");
  province = await startProvince({ dataFolder: dataOfProvince });
  running = await openCounter(makeFolder("sync-work"));
  await registerCounter(running.page, { url: province.url, code: ENROLMENT_CODE });
}, 120_000);
afterAll(async () => {
  await running.close();
  await province.stop();
});

/** @returns the provisional code */
async function receive(card: string): Promise<string> {
  const { page } = running;
  await startVisit(page, "xac nhan tinh trang hon nhan", "1.004873");
  await scanCard(page, `${card}|${PLACE}`);
  await openPapers(page);
  await giveFiles(page, [PAPER], 1);
  return complete(page);
}

/** By the bar above: the one below leads to what needs a hand only, while there is something. */
async function openQueue(): Promise<void> {
  await running.page.getByTestId("nav-queue").click();
  await running.page.getByTestId("screen-queue").waitFor();
}

interface AtProvince {
  provisionalCode: string;
  officialCode: string;
  applicantName: string;
  version: number;
}

async function atProvince(code: string): Promise<AtProvince | undefined> {
  const { items } = (await askAsClerk(province, "/v1/admin/dossiers?limit=1000")) as { items: AtProvince[] };
  return items.find(({ provisionalCode }) => provisionalCode === code);
}

const rowOf = (name: string) => running.page.getByTestId("queue-list").locator("tr", { hasText: name });
const isSent = (name: string) => rowOf(name).getByText("Đã gửi").waitFor();

async function pauseSending(): Promise<void> {
  await openQueue();
  await running.page.getByTestId("queue-pause").click();
  await running.page.getByTestId("queue-pause").getByText("Gửi tiếp").waitFor();
}

async function goOnSending(): Promise<void> {
  await openQueue();
  await running.page.getByTestId("queue-pause").click();
  await running.page.getByTestId("queue-pause").getByText("Tạm dừng").waitFor();
}

/** What the officer chooses in the system's own window. */
async function answerWith(place: string): Promise<void> {
  await running.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, place);
}

/** At the province, which is off line for the counter meanwhile. */
async function acceptAtProvince(file: string): Promise<void> {
  const child = spawn(process.execPath, [path.join(ROOT, "out/main/province.js"), "accept", file], {
    env: { ...process.env, DATA_DIR: dataOfProvince, ENROLMENT_CODE, ADMIN_TOKEN },
    stdio: ["ignore", "ignore", "inherit"],
    detached: true,
  });
  const timer = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, "SIGKILL"), 60_000);
  try {
    expect(await once(child, "exit")).toEqual([0, null]);
  } finally {
    clearTimeout(timer);
  }
}

describe("a dossier that quầy and tỉnh both changed", () => {
  it("is decided by keys beside the page where the value stands, and goes out", async () => {
    const { page } = running;
    const code = await receive("062198004321||Y Hạnh Phước|30091998|Nữ");
    await expect.poll(() => atProvince(code), { timeout: 30_000 }).toBeDefined();
    const { officialCode } = (await atProvince(code)) ?? { officialCode: "" };
    await pauseSending();
    const fields = { ChuHoSo: "Y Hạnh Phúc", NgayHenTra: "20261201170000" };
    const changedBy = "Trần Văn Bình, Sở Tư pháp";
    await askAsClerk(province, `/v1/admin/dossiers/${officialCode}/record`, {
      method: "POST",
      body: { fields, changedBy },
    });
    await scanReceipt(page, code);
    await page.keyboard.press("F6");
    await page.getByTestId("amend-fullName").fill("Y Hạnh Phươc");
    await page.getByTestId("amend-reason").fill("Gõ sai dấu trong họ tên");
    await page.keyboard.press("Control+Enter");
    await page.getByTestId("amend-form").waitFor({ state: "detached" });
    await goOnSending();
    await page.getByTestId("to-conflicts").waitFor({ timeout: 30_000 });

    await page.keyboard.press("F6");
    const field = page.getByTestId("conflict-ChuHoSo");
    await field.waitFor();
    const words = await field.innerText();
    for (const word of ["Y Hạnh Phước", "Y Hạnh Phươc", "Y Hạnh Phúc", "Nguyễn Thị Hoa", changedBy])
      expect(words).toContain(word);
    await field.getByRole("img").waitFor({ timeout: 30_000 });
    await page.keyboard.press("3");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("4");
    await page.keyboard.type("Y Hạnh Phước An");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Không có ô nào phải chọn").waitFor();
    await expect
      .poll(() => atProvince(code), { timeout: 30_000 })
      .toMatchObject({ applicantName: "Y Hạnh Phước An", version: 3 });
    await openQueue();
    await isSent("Y Hạnh Phước An");
  }, 120_000);
});

describe("a dossier that tỉnh refused", () => {
  it("is corrected from the sync screen, and goes out", async () => {
    const { page } = running;
    const code = await receive("062185001234||A Blui|12031985|Nam");
    await expect.poll(() => atProvince(code), { timeout: 30_000 }).toBeDefined();
    await scanReceipt(page, code);
    await page.keyboard.press("F6");
    // As it comes out of some programs with a copied text.
    await page.getByTestId("amend-summary").fill("Xác nhận tình trạng hôn nhân\u0000");
    await page.getByTestId("amend-reason").fill("Chép từ văn bản khác");
    await page.keyboard.press("Control+Enter");
    await page.getByTestId("amend-form").waitFor({ state: "detached" });
    await openQueue();
    await rowOf("A Blui").getByText("Cần xử lý").waitFor({ timeout: 30_000 });
    await rowOf("A Blui").click();
    await page.getByText("Nội dung có ký tự không dùng được").first().waitFor();

    await page.getByTestId("queue-amend").click();
    await page.getByTestId("amend-summary").fill("Xác nhận tình trạng hôn nhân để kết hôn");
    await page.getByTestId("amend-reason").fill("Bỏ ký tự lạ");
    await page.keyboard.press("Control+Enter");
    await page.getByTestId("amend-form").waitFor({ state: "detached" });
    await expect.poll(() => atProvince(code), { timeout: 30_000 }).toMatchObject({ version: 2 });
    await openQueue();
    await isSent("A Blui");
  }, 120_000);
});

describe("without a line", () => {
  it("the queue goes out on a stick, and counts as sent when the receipts come back on it", async () => {
    const { page } = running;
    const { port } = province;
    await province.stop();
    const code = await receive("062190007777||Y Ngọc Trinh|01021990|Nữ");
    await openQueue();
    await rowOf("Y Ngọc Trinh").getByText("chờ tỉnh xác nhận").waitFor();
    const stick = makeFolder("stick");
    await answerWith(path.join(stick, "gone"));
    await page.keyboard.press("F9");
    await page.getByText("Không ghi được vào nơi đã chọn").waitFor();
    await answerWith(stick);
    await page.keyboard.press("F9");
    await page.getByTestId("exported").waitFor();
    const bundle = fs.readdirSync(stick).find((name) => name.endsWith(BUNDLE_EXTENSION)) ?? "";
    expect(await page.getByTestId("exported").getAttribute("data-file")).toBe(path.join(stick, bundle));
    await page.getByText("chờ biên nhận mang về").waitFor();
    expect(await rowOf("Y Ngọc Trinh").innerText()).toContain("Chờ gửi");

    await acceptAtProvince(path.join(stick, bundle));
    const receipts = fs.readdirSync(stick).find((name) => name.endsWith(RECEIPT_EXTENSION)) ?? "";
    await answerWith(path.join(stick, receipts));
    await page.keyboard.press("Shift+F9");
    expect(await page.getByTestId("imported").innerText()).toContain("tỉnh nhận 1");
    await isSent("Y Ngọc Trinh");
    province = await startProvince({ dataFolder: dataOfProvince, port });
    expect(await atProvince(code)).toMatchObject({ version: 1, applicantName: "Y Ngọc Trinh" });
  }, 120_000);
});

describe("the end of the day", () => {
  it("is one key: what will go, then the run, then the hand-over report as a file", async () => {
    const { page } = running;
    await pauseSending();
    const code = await receive("062170002222||A Xuân|05051970|Nam");
    await openQueue();
    await page.keyboard.press("F8");
    await page.getByTestId("end-of-day-question").getByText("1 hồ sơ").waitFor();
    await page.keyboard.press("Escape");
    await page.getByTestId("end-of-day-question").waitFor({ state: "detached" });
    const { port } = province;
    await province.stop();
    await goOnSending();
    await page.keyboard.press("F8");
    await page.getByTestId("end-of-day-start").waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByTestId("end-of-day-running").waitFor();
    province = await startProvince({ dataFolder: dataOfProvince, port });
    await page.locator('[data-testid="end-of-day-running"][data-over]').waitFor({ timeout: 60_000 });
    await page.getByTestId("end-of-day-report").click();
    const accepted = page.getByTestId("report-accepted");
    await accepted.waitFor();
    expect(await accepted.innerText()).toContain(code);
    await page.keyboard.press("Control+p");
    await page.getByText("Đã lưu trong thư mục Tải xuống.").waitFor();
    await page.keyboard.press("Escape");
    await isSent("A Xuân");
  }, 120_000);
});
