import { afterAll, beforeAll, expect, test } from "vitest";
import { createImaging, startNodeImageProcess, type Imaging } from "./index";
import { buildImageProcess } from "./image-process.fixture";
let imaging: Imaging;
beforeAll(async () => {
  const entry = await buildImageProcess();
  imaging = createImaging({ startImageProcess: async () => startNodeImageProcess(entry) });
});
afterAll(() => imaging.close());
test("x", async () => {
  const ppm = Buffer.concat([Buffer.from("P6 200 100 255\n"), Buffer.alloc(60000, 200)]);
  const t = Date.now();
  const i = await imaging.toStoredImage(ppm, 300);
  console.log(i, Date.now() - t);
  await expect(imaging.countPages(Buffer.alloc(0))).rejects.toMatchObject({ code: "FILE_EMPTY" });
  await expect(imaging.countPages(Buffer.from("%PDF-1.4 asd"))).rejects.toMatchObject({ code: "FILE_TRUNCATED" });
});
