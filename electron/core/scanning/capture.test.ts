import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePpm } from "../sample-files.fixture";
import { openScanningBed, sheet, type ScanningBed } from "./scanning.fixture";

let bed: ScanningBed;
let dossierId: string;
let picture: File;
beforeAll(async () => {
  bed = await openScanningBed();
  dossierId = bed.addDossier();
  const jpeg = await bed.imaging.toStoredImage(makePpm(1600, 1200), null);
  picture = new File([new Uint8Array(jpeg.bytes)], "camera.jpg");
});
afterAll(() => bed.close());

const corner = (x: number, y: number) => ({ x, y });

describe("a picture of the document camera", () => {
  it("is cut to the page and stands where it was wanted", async () => {
    bed.device.events = [sheet(100), sheet(110)];
    await bed.run({ target: { dossierId, componentId: null } });
    const [first, second] = bed.papers.listPages(dossierId);
    const corners = [corner(0.25, 0.1), corner(0.75, 0.1), corner(0.75, 0.9), corner(0.25, 0.9)] as const;
    const page = await bed.scanning.capture({
      picture,
      cameraName: " HD\u0000\u202e Camera\n",
      corners: [...corners],
      target: { dossierId, componentId: null, place: { kind: "before", pageId: second?.id ?? "" } },
    });
    expect(page).toMatchObject({ source: "camera:HD Camera", position: 2, mimeType: "image/jpeg" });
    expect(page.widthPx / page.heightPx).toBeCloseTo(800 / 960, 1);
    expect(bed.arrangement(dossierId)).toEqual({ 0: [first?.id, page.id, second?.id] });
  });

  it("is refused for what is no picture, and for a dossier that takes no pages", async () => {
    const target = { dossierId, componentId: null };
    const capture = (file: File, to = target) =>
      bed.scanning.capture({ picture: file, cameraName: "x", corners: null, target: to });
    await expect(capture(new File(["no picture"], "x"))).rejects.toMatchObject({ code: "FILE_TYPE_UNSUPPORTED" });
    await expect(capture(new File([], "x"))).rejects.toMatchObject({ code: "FILE_EMPTY" });
    const closed = { ...target, dossierId: bed.addDossier("discarded") };
    await expect(capture(picture, closed)).rejects.toMatchObject({ code: "DOSSIER_NOT_DRAFT" });
  });
});
