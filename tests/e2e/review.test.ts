// What was read of papers, in the real window: corrected by keyboard, offered in the intake, and kept over a restart.
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { giveFiles, openPapers, startVisit } from "../../scripts/driver/person.mjs";
import { makeFolder, openCounter, type RunningApp } from "./counter";

const SAMPLES = ["to-khai-khai-sinh-1.jpg", "giay-ket-hon.jpg"].map((name) => path.resolve("assets/samples", name));
const NAME = "Người yêu cầu – Họ, chữ đệm, tên";
const MOTHER = "NGUYỄN THỊ ĐƯỜNG";
/** What nobody had the time to look at is not taken by a key. */
const LOOK_MS = 1_000;
const OTHER = "NGUYỄN THỊ ĐƯỢC";

const folder = makeFolder("review");
let running: RunningApp;
beforeAll(async () => {
  running = await openCounter(folder);
});
afterAll(() => running.close());

/** A field of the page by its label; the first that has it. */
const field = (label: string) => running.page.getByTestId("review-field").filter({ hasText: label }).first();
const valueOf = (label: string) => field(label).getByTestId("review-value").inputValue();
const key = (name: string) => running.page.keyboard.press(name);

async function chooseField(label: string): Promise<void> {
  await field(label).getByTestId("review-value").focus();
  await field(label).getByTestId("review-value").selectText();
}

/** As an officer does it: the text is chosen, typing replaces it. */
async function correct(label: string, value: string): Promise<void> {
  await chooseField(label);
  await running.page.keyboard.type(value);
  await key("Enter");
  await expect.poll(() => field(label).getAttribute("data-state")).toBe("corrected");
}

describe("the review of a dossier's pages", () => {
  it("shows the page that is looked at, and its fields as soon as it was read", async () => {
    const { page } = running;
    await startVisit(page, "khai sinh", "1.001193");
    await page.getByTestId("citizen-number").waitFor();
    await openPapers(page);
    await giveFiles(page, SAMPLES, 2);
    await key("F7");
    await page.getByTestId("screen-review").waitFor();
    await key("PageUp");
    await page.getByTestId("review-page").getByText("Trang 1/2").waitFor();
    await page.getByTestId("review-field").first().waitFor({ timeout: 120_000 });
    expect(await page.getByTestId("review-type").inputValue()).toBe("Tờ khai đăng ký khai sinh");
    expect(await valueOf("Người yêu cầu – Ngày sinh")).toBe("12/03/1994");
    await field("Người yêu cầu – Ngày sinh").getByTestId("page-crop").waitFor();
  });

  it("has the worst field at hand, its text chosen, ready to be typed over", async () => {
    const { page } = running;
    const first = page.getByTestId("review-field").first();
    expect(await first.getAttribute("data-chosen")).toBe("true");
    const chosen = await page.evaluate(() => {
      const input = document.activeElement as HTMLInputElement;
      return { isField: input.dataset.reviewField !== undefined, whole: input.selectionEnd === input.value.length };
    });
    expect(chosen).toEqual({ isField: true, whole: true });
  });

  it("draws every mark of a Vietnamese capital in its fields", async () => {
    const read = await valueOf(NAME);
    await chooseField(NAME);
    const input = field(NAME).getByTestId("review-value");
    await input.fill("NGUYỄN");
    const withTilde = await input.screenshot({ caret: "hide" });
    await input.fill("NGUYÊN");
    expect((await input.screenshot({ caret: "hide" })).equals(withTilde)).toBe(false);
    await key("Escape");
    expect(await input.inputValue()).toBe(read);
  });

  it("takes a correction by typing and Enter, and gives it back by Ctrl+Z", async () => {
    const before = { value: await valueOf(NAME), state: await field(NAME).getAttribute("data-state") };
    await correct(NAME, OTHER);
    expect(await field(NAME).getAttribute("data-chosen")).toBeNull();
    await key("Control+z");
    await expect.poll(() => valueOf(NAME)).toBe(before.value);
    expect(await field(NAME).getAttribute("data-state")).toBe(before.state);
    expect(await field(NAME).getAttribute("data-chosen")).toBe("true");
  });

  it("confirms by Enter, dismisses by Delete, and says so in words", async () => {
    await chooseField("Người yêu cầu – Ngày sinh");
    await key("Enter");
    await field("Người yêu cầu – Ngày sinh").getByText("Đã xác nhận").waitFor();
    await chooseField("Người yêu cầu – Nơi cư trú");
    await key("Delete");
    await field("Người yêu cầu – Nơi cư trú").getByText("Không có").waitFor();
    await key("Control+z");
    await expect.poll(() => valueOf("Người yêu cầu – Nơi cư trú")).toContain("Đăk Pung");
  });

  it("reads a field again in a box, and what was read is a doubt", async () => {
    await chooseField("Con – Họ, chữ đệm, tên");
    await key("F9");
    await running.page.getByTestId("read-box").waitFor();
    for (let times = 0; times < 2; times++) await key("Shift+ArrowDown");
    await key("Enter");
    await running.page.getByTestId("review-said").getByText("Đã đọc lại").waitFor({ timeout: 60_000 });
    await field("Con – Họ, chữ đệm, tên").getByText("Cần xem").waitFor();
    expect(await valueOf("Con – Họ, chữ đệm, tên")).toContain("GIA BẢO");
  });

  it("mends a word on the page itself", async () => {
    const { page } = running;
    await key("F6");
    await page.getByTestId("word").first().waitFor();
    const word = page.locator('[data-testid="word"][aria-label="phúc"]').first();
    await word.click();
    await word.click();
    await page.getByTestId("word-input").fill("phúc!");
    await key("Enter");
    await page.locator('[data-testid="word"][aria-label="phúc!"][data-look="edited"]').waitFor();
    await key("Escape");
    await page.locator('[data-testid="screen-review"][data-mode="fields"]').waitFor();
  });

  it("shows the cleaned picture beside the original, step by step", async () => {
    const { page } = running;
    await key("F8");
    const cleaned = page.getByTestId("cleaned-picture");
    await cleaned.waitFor();
    await expect
      .poll(() => cleaned.evaluate((image: HTMLImageElement) => image.naturalWidth), { timeout: 60_000 })
      .toBeGreaterThan(500);
    expect(await page.getByTestId("cleaning-deskew").isVisible()).toBe(true);
    await key("Escape");
  });

  it("leads back to the intake, where what was read is offered and taken by Enter", async () => {
    const { page } = running;
    await chooseField(NAME);
    await page.keyboard.type(MOTHER);
    await key("Enter");
    // Confirmed when the machine had read it so, corrected else.
    await expect.poll(() => field(NAME).getAttribute("data-state")).toMatch(/^(?:confirmed|corrected)$/);
    await key("Escape");
    await page.getByTestId("intake").waitFor();
    await key("Alt+2");
    const name = page.getByTestId("citizen-fullName");
    await page.getByTestId("suggestion-fullName").getByText("đọc từ Tờ khai đăng ký khai sinh, trang 1").waitFor();
    expect(await name.inputValue()).toBe("");
    await page.waitForTimeout(LOOK_MS);
    await name.focus();
    await key("Enter");
    await expect.poll(() => name.inputValue(), { timeout: 15_000 }).toBe(MOTHER);
    expect(await page.getByTestId("suggestion-fullName").count()).toBe(0);
    await name.fill("Nguyễn Thị Đương");
    await page.getByTestId("suggestion-fullName").getByText(`giấy ghi ${MOTHER}`).waitFor();
    await page.waitForTimeout(LOOK_MS);
    await key("Alt+Enter");
    await expect.poll(() => name.inputValue(), { timeout: 15_000 }).toBe(MOTHER);
  });

  it("keeps what was decided when the program is closed and opened again", async () => {
    await key("Alt+h");
    await running.page.getByTestId("screen-home").waitFor();
    await running.close();
    running = await openCounter(folder);
    const { page } = running;
    await page.locator("tr[data-row]").first().click();
    await page.getByTestId("intake").waitFor();
    await key("F7");
    await page.getByTestId("screen-review").waitFor();
    await field("Người yêu cầu – Ngày sinh").getByText("Đã xác nhận").waitFor({ timeout: 60_000 });
    expect(await valueOf(NAME)).toBe(MOTHER);
    expect(await page.getByTestId("review-glance").innerText()).toContain("đã xem");
  });

  it("leaves nothing of it in the program's output", () => {
    expect(running.lines.filter((line) => line.includes("ĐƯỜNG") || /page error/i.test(line))).toEqual([]);
  });
});
