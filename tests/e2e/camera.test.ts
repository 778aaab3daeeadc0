// The document camera in the real Electron: Chromium's fake camera plays a page that lies askew on a dark desk.
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApp } from "../../scripts/driver/app.mjs";
import { fillFirstRun, openPapers, startVisit } from "../../scripts/driver/person.mjs";
import { makeFolder, type RunningApp } from "./counter";
import { colourNear, CORNER_COLOURS, decode, drawDesk, type Picture, seeA4, writeFrame } from "./desk-picture.fixture";

const SIZE = { widthPx: 1600, heightPx: 1200 };
const CORNERS = seeA4(SIZE, { tiltDegrees: 18, turnDegrees: 5, share: 0.85 });
const A4_RATIO = 297 / 210;

async function openStation(folder: string, args: string[]): Promise<RunningApp> {
  const running = await startApp({ dataFolder: folder, args });
  await fillFirstRun(running.page);
  await startVisit(running.page, "khai sinh", "1.001193");
  await running.page.getByTestId("citizen-number").waitFor(); // the procedure is chosen, and with it its papers are there
  await running.page.keyboard.press("F3");
  await running.page.getByTestId("screen-scan-station").waitFor();
  await running.page.keyboard.press("c");
  await running.page.getByTestId("camera-pane").waitFor();
  return running;
}

describe("a camera over a page", () => {
  let running: RunningApp;
  beforeAll(async () => {
    const folder = makeFolder("camera");
    const frame = path.join(folder, "desk.mjpeg");
    await writeFrame(frame, drawDesk(SIZE, CORNERS));
    const fake = ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${frame}`];
    running = await openStation(folder, fake);
  });
  afterAll(() => running.close());

  async function storedPages(): Promise<string[]> {
    const sources = await running.page
      .locator('img[src^="app://pages/"]')
      .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).src));
    return [...new Set(sources.map((source) => source.replace(/\?.*$/, "")))];
  }

  async function readPage(address: string): Promise<Picture> {
    const base64 = await running.app.evaluate(async ({ net }, url) => {
      const answer = await net.fetch(url);
      return Buffer.from(await answer.arrayBuffer()).toString("base64");
    }, `${address}?size=full`);
    return decode(Buffer.from(base64, "base64"));
  }

  /** By its digit: the line at which the list opens depends on what the window knew of the pages when Alt+3 came. */
  async function chooseFirstPaper(pageCount: number): Promise<void> {
    const first = running.page.getByTestId("component-1");
    await openPapers(running.page);
    await first.getByText(`${String(pageCount)} trang`).waitFor();
    await running.page.keyboard.press("1");
    await running.page.locator('[data-testid="component-1"][aria-selected="true"]').waitFor();
  }

  it("finds the page in the live picture, at the highest resolution that the camera has", async () => {
    await running.page.locator('[data-testid="camera-live"][data-found="true"]').waitFor();
    expect(await running.page.getByTestId("camera-resolution").inputValue()).toBe("1600 × 1200");
  });

  it("takes it with Space and Enter, and core keeps it straightened and cut", async () => {
    await running.page.keyboard.press("Space");
    await running.page.getByTestId("camera-still").waitFor();
    await running.page.keyboard.press("Enter");
    await running.page.getByTestId("camera-count").getByText("1").waitFor();
    await running.page.getByTestId("camera-live").waitFor();
    const [address = ""] = await storedPages();
    const page = await readPage(address);
    expect(page.heightPx / page.widthPx).toBeGreaterThan(A4_RATIO * 0.97);
    expect(page.heightPx / page.widthPx).toBeLessThan(A4_RATIO * 1.03);
    const places = [
      { x: 0.025, y: 0.02 },
      { x: 0.975, y: 0.02 },
      { x: 0.975, y: 0.98 },
      { x: 0.025, y: 0.98 },
    ];
    for (const [corner, place] of places.entries()) {
      const [red, green, blue] = CORNER_COLOURS[corner] ?? [0, 0, 0];
      const seen = colourNear(page, place);
      const distance = Math.hypot(seen[0] - red, seen[1] - green, seen[2] - blue);
      expect(distance, `corner ${String(corner)} is ${seen.join(", ")}`).toBeLessThan(60);
    }
  });

  it("cuts by the corners that the officer has moved by keys, and keeps the whole frame with K", async () => {
    await running.page.keyboard.press("Space");
    const corner = running.page.getByTestId("camera-corner-0");
    await corner.waitFor();
    const before = await corner.getAttribute("aria-valuetext");
    await corner.focus();
    for (let step = 0; step < 3; step++) await running.page.keyboard.press("Shift+ArrowLeft");
    expect(await corner.getAttribute("aria-valuetext")).not.toBe(before);
    await running.page.keyboard.press("k");
    await corner.waitFor({ state: "detached" });
    await running.page.keyboard.press("Enter");
    await running.page.getByTestId("camera-count").getByText("2").waitFor();
    const addresses = await storedPages();
    const sizes = await Promise.all(addresses.map((address) => readPage(address)));
    expect(sizes.map(({ widthPx, heightPx }) => `${String(widthPx)} × ${String(heightPx)}`)).toContain("1600 × 1200");
  });

  it("says when the camera is pulled out, what is safe, and opens it again", async () => {
    await running.page.evaluate(() => {
      const stream = document.querySelector("video")?.srcObject as MediaStream;
      for (const track of stream.getVideoTracks()) track.dispatchEvent(new Event("ended"));
    });
    const fault = running.page.locator('[data-fault="CAMERA_NOT_FOUND"]');
    await fault.waitFor();
    expect(await fault.innerText()).toContain("2 trang đã nhận vẫn còn");
    await fault.getByRole("button").first().click();
    await running.page.getByTestId("camera-live").waitFor();
    await fault.waitFor({ state: "detached" });
  });

  it("gives the page no microphone, alone or along with the camera", async () => {
    const outcome = await running.page.evaluate(() =>
      Promise.all(
        [{ audio: true }, { audio: true, video: true }].map((wanted) =>
          navigator.mediaDevices.getUserMedia(wanted).then(
            () => "opened",
            (error: DOMException) => error.name,
          ),
        ),
      ),
    );
    expect(outcome).toEqual(["NotAllowedError", "NotAllowedError"]);
  });

  it("closes with Escape and gives the camera back", async () => {
    const track = await running.page.evaluateHandle(
      () => (document.querySelector("video")?.srcObject as MediaStream).getVideoTracks()[0],
    );
    await running.page.keyboard.press("Escape");
    await running.page.getByTestId("camera-pane").waitFor({ state: "detached" });
    expect(await track.evaluate((each) => each?.readyState)).toBe("ended");
  });

  it("opens over the intake with C, and nothing behind it hears its keys", async () => {
    const { page } = running;
    // The first takes back the choice of a page, the second leaves the station.
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.getByTestId("intake").waitFor();
    await chooseFirstPaper(2);
    const before = await page.getByTestId("page-thumb").count();
    await page.keyboard.press("c");
    await page.locator('[data-testid="camera-live"][data-found="true"]').waitFor();
    await page.keyboard.press("m");
    await page.keyboard.press("Space");
    await page.getByTestId("camera-still").waitFor();
    await page.keyboard.press("Enter");
    await page.getByTestId("camera-count").getByText("1").waitFor();
    await page.keyboard.press("Escape");
    await page.getByTestId("camera-pane").waitFor({ state: "detached" });
    await page.getByTestId("page-thumb").nth(before).waitFor();
    expect(await page.getByTestId("paper-note").count()).toBe(0);
  });

  it("opens with F2 where the profile names it", async () => {
    const { page } = running;
    await page.getByTestId("status-scanner").click();
    await page.getByTestId("device-list").locator("tr[data-row]", { hasText: "desk.mjpeg" }).click();
    await page.getByTestId("device-profile").click();
    await page.getByTestId("profile-name").fill("Máy chụp tài liệu");
    await page.keyboard.press("Control+Enter");
    await page.getByTestId("profile-row").filter({ hasText: "Máy chụp tài liệu" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByTestId("intake").waitFor();
    await chooseFirstPaper(3);
    await page.keyboard.press("F2");
    await page.getByTestId("camera-live").waitFor();
    await page.keyboard.press("Escape");
    await page.getByTestId("camera-pane").waitFor({ state: "detached" });
  });
});

it("says that there is no camera, and what else serves", async () => {
  const running = await openStation(makeFolder("no-camera"), []);
  try {
    const fault = running.page.locator('[data-fault="CAMERA_NOT_FOUND"]');
    await fault.waitFor();
    expect(await fault.innerText()).toContain("hoặc dùng máy quét");
  } finally {
    await running.close();
  }
});
