import qrcode from "qrcode";
import { beforeAll, describe, expect, test } from "vitest";
import { separatorText } from "../../../../shared/domain";
import { PagePictures, PX_PER_MM, type Picture } from "../../page-pictures.fixture";
import type { PageCode } from "../protocol";
import { CODE_PICTURE_PX, codePictureOf, readPageCodes, readQrCodes } from "./codes";
import { Images } from "./images";

const PATCH: PageCode = { kind: "patch", letter: "T" };
const SEPARATOR = separatorText({ dossierCode: "QN-20261122-0007", componentNumber: 3 });

let pictures: PagePictures;
let images: Images;
beforeAll(async () => {
  pictures = await PagePictures.open();
  images = await Images.open();
});

describe("patch T", () => {
  test.each([0, 1, 2, 3])("is found on a sheet turned by %d quarters", async (turns) => {
    expect(await read(pictures.patchSheet().quarters(turns))).toEqual([PATCH]);
  });

  test.each([-8, -3, 4, 9])("is found on a sheet that lies askew by %d degrees", async (degrees) => {
    expect(await read(pictures.patchSheet().turned(degrees))).toEqual([PATCH]);
  });

  test("is found at 100, 150 and 300 dpi, blurred, faint and dark", async () => {
    const sheet = pictures.patchSheet();
    for (const scale of [0.5, 0.75, 1.5]) expect(await read(sheet.resized(scale))).toEqual([PATCH]);
    expect(await read(sheet.blurred(3))).toEqual([PATCH]);
    expect(await read(sheet.toned(0.4, 140))).toEqual([PATCH]);
    expect(await read(sheet.toned(0.5, 0))).toEqual([PATCH]);
  });

  test("is not seen on pages of writing, forms and tables", async () => {
    for (const name of PagePictures.names()) expect(await read(pictures.sample(name)), name).toEqual([]);
  });

  test.each<[string, number[]]>([
    ["patch 1", [5.08, 5.08, 2.03, 2.03]],
    ["patch 4", [2.03, 5.08, 5.08, 2.03]],
    ["bars of equal width", [3, 3, 3, 3]],
    ["bars of a table", [0.6, 0.6, 0.6, 0.6]],
  ])("is not %s", async (_name, bars) => {
    expect(await read(pictures.withBars(bars))).toEqual([]);
  });

  test("is not four short bars of the right width", async () => {
    expect(await read(pictures.withBars([2.03, 5.08, 2.03, 5.08], 25))).toEqual([]);
  });
});

describe("QR codes", () => {
  test("a separator is read beside the patch code", async () => {
    expect(await read(await withQr(pictures.patchSheet(), SEPARATOR, 40))).toEqual([
      { kind: "qr", text: SEPARATOR },
      PATCH,
    ]);
  });

  test.each([-7, 15, 180])("is read when the page is turned by %d degrees", async (degrees) => {
    const page = (await withQr(pictures.paper(), SEPARATOR, 30)).turned(degrees);
    expect(await read(page)).toEqual([{ kind: "qr", text: SEPARATOR }]);
  });

  test("Vietnamese text of an identity card is read letter by letter at 16 mm", async () => {
    const text =
      "027185001234|125876543|Nguyễn Thị Huyền Trường|15081985|Nữ|Thôn Đồng Kỵ, Phù Khê, Từ Sơn, Bắc Ninh|10052021";
    expect(await read(await withQr(pictures.sample("giay-uy-quyen"), text, 16))).toEqual([{ kind: "qr", text }]);
  });

  test.each([0.75, 1, 1.5, 3, 4.5])(
    "is read on a page of %d times 200 dpi that was decoded for reading",
    async (scale) => {
      const page = (await withQr(pictures.sample("giay-uy-quyen"), SEPARATOR, 16)).resized(scale);
      const picture = codePictureOf(images.grey(page.jpeg(), 20_000));
      expect(Math.max(picture.widthPx, picture.heightPx)).toBeLessThanOrEqual(CODE_PICTURE_PX);
      expect(await readQrCodes(picture)).toEqual([{ kind: "qr", text: SEPARATOR }]);
    },
  );

  test("the same code twice is told once", async () => {
    const page = await withQr(pictures.paper(), SEPARATOR, 30);
    const twice = page.with(page.cropped({ x: 20, y: 190, width: 50, height: 50 }), 100, 40);
    expect(await read(twice)).toEqual([{ kind: "qr", text: SEPARATOR }]);
  });

  test("a damaged code gives nothing", async () => {
    const page = await withQr(pictures.paper(), SEPARATOR, 30);
    expect(await read(pictures.withMark(page, { x: 30, y: 200, width: 12, height: 30 }, 240))).toEqual([]);
  });
});

function read(picture: Picture): Promise<PageCode[]> {
  return readPageCodes(images.grey(picture.jpeg(), CODE_PICTURE_PX));
}

/** Its top left corner 30 mm from the left and 200 mm from the top of the page. */
async function withQr(page: Picture, text: string, sizeMm: number): Promise<Picture> {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: "M" });
  const side = Math.round(sizeMm * PX_PER_MM);
  const quiet = 10;
  const size = { widthPx: side + 2 * quiet, heightPx: side + 2 * quiet };
  const code = pictures.drawing(size, (x, y) => {
    const [column, row] = [x, y].map((px) => Math.floor(((px - quiet) * modules.size) / side));
    const isInside = [column, row].every((place) => place !== undefined && place >= 0 && place < modules.size);
    return isInside && modules.get(row ?? 0, column ?? 0) ? 20 : 240;
  });
  return page.with(code, 30 - quiet / PX_PER_MM, 200 - quiet / PX_PER_MM);
}
