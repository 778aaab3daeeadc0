// Decodes, turns and encodes images with libvips. Pixels are never trusted before they were all decoded.
import Vips from "wasm-vips";
import { DomainError } from "../../../../shared/errors";
import type { Grey } from "../../../../shared/vision";
import type { QuarterTurns, StoredImage } from "../protocol";
import { decodeBmp } from "./bmp";
import { checkPixels, translateDecodeError } from "./faults";
import { fileTypeOf, type ImageType } from "./file-type";

type VipsModule = Awaited<ReturnType<typeof Vips>>;
type VipsImage = InstanceType<VipsModule["Image"]>;
type Keep = (image: VipsImage) => VipsImage;

const JPEG_QUALITY = 88;
const SCREEN_JPEG_QUALITY = 80;
const MM_PER_INCH = 25.4;
const A4_WIDTH_INCH = 8.27;
/** Cameras and screen programs write 72 or 96 when they know nothing, and libvips takes 72 when nothing is written. */
const LOWEST_BELIEVED_DPI = 100;
/** A page beyond this size is not believed either. */
const LONGEST_PAGE_INCH = 25;

export class Images {
  readonly #vips: VipsModule;

  constructor(vips: VipsModule) {
    this.#vips = vips;
  }

  static async open(): Promise<Images> {
    const vips = await Vips({ dynamicLibraries: [] });
    vips.Cache.max(0);
    // Recognition needs the other core, and each thread costs memory.
    vips.concurrency(1);
    return new Images(vips);
  }

  /**
   * One image, upright, as JPEG. A sound JPEG that needs no turn is returned byte for byte.
   * @param pageNumber from 1, for TIFF files
   * @throws DomainError FILE_EMPTY, FILE_TYPE_UNSUPPORTED, FILE_TRUNCATED, FILE_UNREADABLE, IMAGE_TOO_LARGE
   */
  store(bytes: Uint8Array, resolutionDpi: number | null, pageNumber = 1): StoredImage {
    const type = imageTypeOf(bytes);
    if (type === "bmp") return this.#storeBitmap(bytes, resolutionDpi);
    return this.#scoped((keep) => {
      const image = keep(this.#load(bytes, type === "tiff" ? { page: pageNumber - 1 } : {}));
      const isUpright = orientationOf(image) <= 1;
      if (type === "jpeg" && isUpright && isPlainColour(image)) {
        image.avg();
        return describe(bytes, image, resolutionDpi);
      }
      const upright = isUpright ? image : keep(image.autorot());
      return this.#encode(upright, resolutionDpi, keep);
    });
  }

  /** @throws DomainError FILE_TRUNCATED, FILE_UNREADABLE */
  countPages(bytes: Uint8Array): number {
    return this.#scoped((keep) => {
      const image = keep(this.#vips.Image.newFromBuffer(bytes, "", { access: "sequential" }));
      return image.getTypeof("n-pages") ? image.getInt("n-pages") : 1;
    });
  }

  /** A JPEG whose longer side is at most `maxPx`, turned clockwise. */
  resize(bytes: Uint8Array, maxPx: number, quarterTurns: QuarterTurns): Uint8Array {
    return this.#scoped((keep) => {
      const small = this.#shrink(bytes, maxPx, keep);
      const turned = turn(opaque(small, keep), quarterTurns, keep);
      return turned.writeToBuffer(".jpg", { Q: SCREEN_JPEG_QUALITY, keep: "icc" });
    });
  }

  /** A JPEG of full size, turned clockwise. */
  turn(bytes: Uint8Array, quarterTurns: QuarterTurns): Uint8Array {
    imageTypeOf(bytes);
    return this.#scoped((keep) => {
      const image = keep(keep(this.#load(bytes, {})).autorot());
      return this.#encode(turn(image, quarterTurns, keep), null, keep).bytes;
    });
  }

  /** As it is seen, upright by EXIF. */
  sizeOf(bytes: Uint8Array): { widthPx: number; heightPx: number } {
    imageTypeOf(bytes);
    return this.#scoped((keep) => {
      const image = keep(this.#load(bytes, {}));
      const [widthPx, heightPx] = orientationOf(image) >= 5 ? [image.height, image.width] : [image.width, image.height];
      return { widthPx, heightPx };
    });
  }

  /** Upright by EXIF, its longer side at most `maxPx`, then turned clockwise. */
  grey(bytes: Uint8Array, maxPx: number, quarterTurns: QuarterTurns = 0): Grey {
    return this.#scoped((keep) => {
      const plain = opaque(this.#shrink(bytes, maxPx, keep), keep);
      const turned = turn(keep(plain.colourspace("b-w")), quarterTurns, keep);
      return { data: turned.writeToMemory() as Uint8Array, widthPx: turned.width, heightPx: turned.height };
    });
  }

  /** Upright by EXIF, RGB at full size, turned clockwise. */
  colours(bytes: Uint8Array, quarterTurns: QuarterTurns = 0): Colours {
    imageTypeOf(bytes);
    return this.#scoped((keep) => {
      const image = keep(keep(this.#load(bytes, {})).autorot());
      const rgb = keep(opaque(image, keep).colourspace("srgb"));
      const eightBit = turn(keep(rgb.cast("uchar")), quarterTurns, keep);
      return { data: eightBit.writeToMemory() as Uint8Array, widthPx: eightBit.width, heightPx: eightBit.height };
    });
  }

  /**
   * Upright by EXIF: one band (grey) where the file has no colours, else three (RGB).
   * @param factor how many pixels become one, each way
   */
  samples(bytes: Uint8Array, factor: number): Samples {
    imageTypeOf(bytes);
    return this.#scoped((keep) => {
      const head = keep(this.#load(bytes, {}));
      // Decoded from its top to its bottom while it is used, it needs no second copy of all pixels.
      const isUpright = orientationOf(head) <= 1;
      const image = isUpright ? keep(this.#load(bytes, { access: "sequential" })) : keep(head.autorot());
      const plain = keep(opaque(image, keep).colourspace(head.bands < 3 ? "b-w" : "srgb"));
      const levels = keep(plain.cast("uchar"));
      const small = factor > 1 ? keep(levels.shrink(factor, factor)) : levels;
      const bands = small.bands === 1 ? 1 : 3;
      const data = keep(small.extractBand(0, { n: bands })).writeToMemory() as Uint8Array;
      return { data, widthPx: small.width, heightPx: small.height, bands };
    });
  }

  /** @param pixels RGBA, rows without gaps, already on white */
  encodeJpeg(pixels: Pixels, resolutionDpi: number): StoredImage {
    return this.#scoped((keep) => this.#encode(this.#fromPixels(pixels, keep), resolutionDpi, keep));
  }

  encodeColours({ data, widthPx, heightPx }: Colours, resolutionDpi: number): StoredImage {
    return this.#scoped((keep) => {
      const rgb = keep(this.#vips.Image.newFromMemory(data, widthPx, heightPx, 3, this.#vips.BandFormat.uchar));
      return this.#encode(keep(rgb.copy({ interpretation: "srgb" })), resolutionDpi, keep);
    });
  }

  /** A JPEG for the window. */
  encodeGrey({ data, widthPx, heightPx }: Grey): Uint8Array {
    return this.#scoped((keep) => {
      const grey = keep(this.#vips.Image.newFromMemory(data, widthPx, heightPx, 1, this.#vips.BandFormat.uchar));
      return keep(grey.copy({ interpretation: "b-w" })).writeToBuffer(".jpg", { Q: SCREEN_JPEG_QUALITY });
    });
  }

  /** @param pixels RGBA, rows without gaps, already on white */
  encodePng(pixels: Pixels): Uint8Array {
    return this.#scoped((keep) => this.#fromPixels(pixels, keep).writeToBuffer(".png", { compression: 3 }));
  }

  #storeBitmap(bytes: Uint8Array, resolutionDpi: number | null): StoredImage {
    const bitmap = decodeBmp(bytes);
    return this.#scoped((keep) => {
      const perMm = bitmap.resolutionDpi / MM_PER_INCH;
      const image = keep(this.#fromPixels(bitmap, keep).copy({ xres: perMm, yres: perMm }));
      return this.#encode(image, resolutionDpi, keep);
    });
  }

  #shrink(bytes: Uint8Array, maxPx: number, keep: Keep): VipsImage {
    imageTypeOf(bytes);
    keep(this.#load(bytes, {}));
    return keep(this.#vips.Image.thumbnailBuffer(bytes, maxPx, { height: maxPx, size: "down", fail_on: "error" }));
  }

  #load(bytes: Uint8Array, options: { page?: number; access?: "sequential" }): VipsImage {
    const image = this.#vips.Image.newFromBuffer(bytes, "", { fail_on: "error", ...options });
    try {
      checkPixels(image.width, image.height);
      return image;
    } catch (error) {
      image.delete();
      throw error;
    }
  }

  #fromPixels({ data, widthPx, heightPx }: Pixels, keep: Keep): VipsImage {
    const rgba = keep(this.#vips.Image.newFromMemory(data, widthPx, heightPx, 4, this.#vips.BandFormat.uchar));
    const rgb = keep(rgba.extractBand(0, { n: 3 }));
    return keep(rgb.copy({ interpretation: "srgb" }));
  }

  #encode(image: VipsImage, resolutionDpi: number | null, keep: Keep): StoredImage {
    const dpi = resolutionDpi ?? resolutionOf(image);
    const plain = keep(opaque(image, keep));
    const space = plain.bands === 1 ? "b-w" : "srgb";
    const eightBit = keep(plain.colourspace(space));
    const stamped = keep(eightBit.copy({ xres: dpi / MM_PER_INCH, yres: dpi / MM_PER_INCH }));
    const bytes = stamped.writeToBuffer(".jpg", { Q: JPEG_QUALITY, keep: "icc" });
    return describe(bytes, stamped, dpi);
  }

  /** Frees every kept image: they live outside the garbage collector's reach. */
  #scoped<Result>(work: (keep: Keep) => Result): Result {
    const kept = new Set<VipsImage>();
    try {
      return work((image) => {
        kept.add(image);
        return image;
      });
    } catch (error) {
      throw translateDecodeError(error);
    } finally {
      for (const image of kept) image.delete();
    }
  }
}

export interface Pixels {
  data: Uint8Array;
  widthPx: number;
  heightPx: number;
}

/** RGB, rows without gaps. */
export type Colours = Pixels;

/** Rows without gaps. */
export interface Samples extends Pixels {
  bands: 1 | 3;
}

const ANGLES = ["d0", "d90", "d180", "d270"] as const;

function turn(image: VipsImage, quarterTurns: QuarterTurns, keep: Keep): VipsImage {
  // A reduced picture is decoded from its top to its bottom only; turning reads it in another order.
  return quarterTurns === 0 ? image : keep(keep(image.copyMemory()).rot(ANGLES[quarterTurns]));
}

function imageTypeOf(bytes: Uint8Array): ImageType {
  const type = fileTypeOf(bytes);
  if (type === "pdf") throw new DomainError("FILE_TYPE_UNSUPPORTED");
  return type;
}

function orientationOf(image: VipsImage): number {
  return image.getTypeof("orientation") ? image.getInt("orientation") : 1;
}

function isPlainColour(image: VipsImage): boolean {
  return image.interpretation === "srgb" || image.interpretation === "b-w";
}

function opaque(image: VipsImage, keep: Keep): VipsImage {
  return image.hasAlpha() ? keep(image.flatten({ background: [255] })) : image;
}

/** What the file claims when that gives a believable page, else as if the page were A4. */
function resolutionOf(image: VipsImage): number {
  const claimedDpi = Math.round(image.xres * MM_PER_INCH);
  const longestInch = Math.max(image.width, image.height) / claimedDpi;
  if (claimedDpi >= LOWEST_BELIEVED_DPI && longestInch <= LONGEST_PAGE_INCH) return claimedDpi;
  return Math.max(1, Math.round(Math.min(image.width, image.height) / A4_WIDTH_INCH));
}

function describe(bytes: Uint8Array, image: VipsImage, resolutionDpi: number | null): StoredImage {
  return {
    bytes,
    mimeType: "image/jpeg",
    widthPx: image.width,
    heightPx: image.height,
    resolutionDpi: resolutionDpi ?? resolutionOf(image),
  };
}
