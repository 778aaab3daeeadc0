// Pictures of pages with known faults, made from the project's own samples, and drawn sheets and cards.
import fs from "node:fs";
import path from "node:path";
import Vips from "wasm-vips";
import { PATCH_LENGTH_MM, PATCH_MARGIN_MM, PATCH_SPACE_MM, PATCH_T, PATCH_WIDTHS_MM } from "../../shared/domain";

type VipsModule = Awaited<ReturnType<typeof Vips>>;
type VipsImage = InstanceType<VipsModule["Image"]>;
type Keep = (image: VipsImage) => VipsImage;

/** Of the samples, and of all that is drawn here. */
export const PICTURE_DPI = 200;
export const PX_PER_MM = PICTURE_DPI / 25.4;
const SAMPLES = path.join(import.meta.dirname, "../../assets/samples");
const A4 = { widthPx: 1654, heightPx: 2339 };

/** Millimetres from the top left corner. */
export interface PlaceMm {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** RGB pixels in JavaScript's own memory: nothing has to be freed. */
export class Picture {
  constructor(
    readonly vips: VipsModule,
    readonly data: Uint8Array,
    readonly size: { widthPx: number; heightPx: number },
  ) {}

  /** Clockwise, by quarters. */
  quarters(turns: number): Picture {
    return this.#apply((image) => image.rot(`d${(((turns % 4) + 4) % 4) * 90}`));
  }

  /** Clockwise; what comes in at the corners is paper, what goes out is lost. */
  turned(degrees: number): Picture {
    const { widthPx, heightPx } = this.size;
    return this.#apply((image, keep) => {
      const turned = keep(image.similarity({ angle: degrees, background: [238, 238, 238] }));
      const large = keep(turned.gravity("centre", Math.max(widthPx, turned.width), Math.max(heightPx, turned.height)));
      return large.crop((large.width - widthPx) >> 1, (large.height - heightPx) >> 1, widthPx, heightPx);
    });
  }

  blurred(sigmaPx: number): Picture {
    return this.#apply((image) => image.gaussblur(sigmaPx));
  }

  resized(scale: number): Picture {
    return this.#apply((image) => image.resize(scale));
  }

  mirrored(): Picture {
    return this.#apply((image) => image.flip("horizontal"));
  }

  /** Each level times `factor`, plus `offset`. */
  toned(factor: number, offset: number): Picture {
    return this.#apply((image, keep) => keep(image.linear([factor], [offset])).cast("uchar"));
  }

  cropped({ x, y, width, height }: PlaceMm): Picture {
    const [left = 0, top = 0, across = 1, down = 1] = [x, y, width, height].map(toPx);
    const { widthPx, heightPx } = this.size;
    return this.#apply((image) =>
      image.crop(left, top, Math.min(across, widthPx - left), Math.min(down, heightPx - top)),
    );
  }

  /** With another picture laid on it. */
  with(other: Picture, x: number, y: number): Picture {
    return this.#apply((image, keep) => image.insert(keep(other.#toVips()), toPx(x), toPx(y)));
  }

  jpeg(quality = 85): Uint8Array {
    const image = this.#toVips();
    try {
      return image.writeToBuffer(".jpg", { Q: quality, keep: "none" });
    } finally {
      image.delete();
    }
  }

  #toVips(): VipsImage {
    const { Image, BandFormat } = this.vips;
    const plain = Image.newFromMemory(this.data, this.size.widthPx, this.size.heightPx, 3, BandFormat.uchar);
    try {
      return plain.copy({ interpretation: "srgb" });
    } finally {
      plain.delete();
    }
  }

  #apply(work: (image: VipsImage, keep: Keep) => VipsImage): Picture {
    const kept: VipsImage[] = [];
    const keep = (image: VipsImage) => {
      kept.push(image);
      return image;
    };
    try {
      return pictureOf(this.vips, keep(work(keep(this.#toVips()), keep)));
    } finally {
      for (const image of kept) image.delete();
    }
  }
}

export class PagePictures {
  constructor(readonly vips: VipsModule) {}

  static async open(): Promise<PagePictures> {
    const vips = await Vips({ dynamicLibraries: [] });
    vips.concurrency(1);
    vips.Cache.max(0);
    return new PagePictures(vips);
  }

  static names(): string[] {
    return fs.readdirSync(SAMPLES).flatMap((file) => (file.endsWith(".jpg") ? [file.slice(0, -4)] : []));
  }

  /** A scan of 200 dpi, turned by half a degree or so. */
  sample(name: string): Picture {
    return this.decoded(fs.readFileSync(path.join(SAMPLES, `${name}.jpg`)));
  }

  decoded(bytes: Uint8Array): Picture {
    const image = this.vips.Image.newFromBuffer(bytes);
    const rgb = image.colourspace("srgb");
    try {
      return pictureOf(this.vips, rgb);
    } finally {
      rgb.delete();
      image.delete();
    }
  }

  /** Paper with the grain of a scanner, always the same. */
  paper(shade = 240): Picture {
    return this.drawing(A4, (x, y) => shade + grain(x, y));
  }

  drawing(size: { widthPx: number; heightPx: number }, shade: (x: number, y: number) => number): Picture {
    return this.painting(size, (x, y) => {
      const level = shade(x, y);
      return [level, level, level];
    });
  }

  painting(
    size: { widthPx: number; heightPx: number },
    colour: (x: number, y: number) => readonly [red: number, green: number, blue: number],
  ): Picture {
    const data = new Uint8Array(size.widthPx * size.heightPx * 3);
    for (let y = 0, i = 0; y < size.heightPx; y++)
      for (let x = 0; x < size.widthPx; x++, i += 3) data.set(colour(x, y), i);
    return new Picture(this.vips, data, size);
  }

  /** A page with a box of one shade on it. */
  withMark(page: Picture, place: PlaceMm, shade = 40): Picture {
    const size = { widthPx: Math.max(1, toPx(place.width)), heightPx: Math.max(1, toPx(place.height)) };
    return page.with(
      this.drawing(size, () => shade),
      place.x,
      place.y,
    );
  }

  /** A page with a piece of another at the same place. */
  withPiece(page: Picture, from: Picture, place: PlaceMm): Picture {
    return page.with(from.cropped(place), place.x, place.y);
  }

  /** Paper with round things, such as punched holes of 6 mm; their centres in millimetres. */
  withDiscs(centres: readonly (readonly [x: number, y: number])[], shade = 60): Picture {
    const radius = 3 * PX_PER_MM;
    const isInside = (x: number, y: number) =>
      centres.some(([cx, cy]) => Math.hypot(x - cx * PX_PER_MM, y - cy * PX_PER_MM) < radius);
    return this.drawing(A4, (x, y) => (isInside(x, y) ? shade : 240 + grain(x, y)));
  }

  /** Bars across the page, 10 mm from its top, and the spaces of a patch code between them. */
  withBars(heightsMm: readonly number[], lengthMm = PATCH_LENGTH_MM): Picture {
    let y = PATCH_MARGIN_MM;
    let page = this.paper();
    for (const height of heightsMm) {
      page = this.withMark(page, { x: 30, y, width: lengthMm, height }, 20);
      y += height + PATCH_SPACE_MM;
    }
    return page;
  }

  /** The sheet that our program prints: patch T along the top. */
  patchSheet(): Picture {
    return this.withBars(PATCH_T.map((bar) => PATCH_WIDTHS_MM[bar]));
  }
}

function pictureOf(vips: VipsModule, image: VipsImage): Picture {
  return new Picture(vips, image.writeToMemory() as Uint8Array, { widthPx: image.width, heightPx: image.height });
}

function toPx(mm: number): number {
  return Math.round(mm * PX_PER_MM);
}

function grain(x: number, y: number): number {
  const mixed = Math.imul(x * 374761393 + y * 668265263, 1274126177);
  return ((mixed ^ (mixed >>> 13)) & 7) - 3.5;
}
