// Reads what stands within a box that the officer drew on a page: cleaned as the page is, cut out, read as a few lines.
import type { Box, Page } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { CleanedPage, Imaging, QuarterTurns } from "../imaging";
import type { EnginePicture, RecognitionService } from "../recognition";
import { readingTurns, turnBox } from "./layout/turned";

export interface BoxReaderParts {
  imaging: Pick<Imaging, "clean">;
  papers: {
    /** @throws DomainError NOT_FOUND */
    getPage(pageId: string): Page;
    /** @throws DomainError BLOB_MISSING, BLOB_DAMAGED */
    readPage(pageId: string): Uint8Array;
  };
  recognition: Pick<RecognitionService, "withEngine" | "pageRead" | "recipe">;
}

const MARGIN_PX = 12;
const MIN_SIDE_PX = 8;
/** Lower than this a box holds one line of print, in inches. */
const ONE_LINE_INCHES = 0.42;

/** @returns a function that reads a box in pixels of the page as it is shown */
export function createBoxReader({ imaging, papers, recognition }: BoxReaderParts) {
  const stepsOff = (pageId: string) =>
    recognition.recipe(pageId).steps.flatMap(({ name, isOff }) => (isOff ? [name] : []));
  return async (pageId: string, box: Box, { digitsOnly }: { digitsOnly: boolean }) => {
    const page = papers.getPage(pageId);
    const turns = readingTurns(recognition.pageRead(pageId) ?? { steps: [] });
    const cleaned = await imaging.clean({
      bytes: papers.readPage(pageId),
      resolutionDpi: page.resolutionDpi,
      quarterTurns: ((page.rotation / 90 + turns) % 4) as QuarterTurns,
      off: [...stepsOff(pageId), "orientation"],
    });
    const picture = cut(cleaned, onCleaned(cleaned, turnBox(box, turns, shownSize(page))));
    const layout = picture.heightPx < ONE_LINE_INCHES * picture.resolutionDpi ? "line" : "block";
    const characters = digitsOnly ? { characters: "0123456789" } : {};
    const { words, confidence } = await recognition.withEngine((recognise) =>
      recognise({ picture, layout, ...characters }),
    );
    return { text: words.map((word) => word.text).join(" "), confidence };
  };
}

function shownSize({ rotation, widthPx, heightPx }: Page) {
  return rotation % 180 === 0 ? { widthPx, heightPx } : { widthPx: heightPx, heightPx: widthPx };
}

/** The box's corners brought from the page to the cleaned picture: the homography the other way round. */
function onCleaned({ toShown, widthPx, heightPx }: CleanedPage, box: Box): Box {
  const [a, b, c, d, e, f, g, h, i] = toShown;
  const inverse = [e * i - f * h, c * h - b * i, b * f - c * e, f * g - d * i, a * i - c * g, c * d - a * f] as const;
  const last = [d * h - e * g, b * g - a * h, a * e - b * d] as const;
  const corners = [box.x0, box.x1].flatMap((x) =>
    [box.y0, box.y1].map((y) => {
      const scale = last[0] * x + last[1] * y + last[2];
      return {
        x: (inverse[0] * x + inverse[1] * y + inverse[2]) / scale,
        y: (inverse[3] * x + inverse[4] * y + inverse[5]) / scale,
      };
    }),
  );
  const within = (value: number, limit: number) => Math.round(Math.max(0, Math.min(limit, value)));
  return {
    x0: within(Math.min(...corners.map(({ x }) => x)), widthPx),
    y0: within(Math.min(...corners.map(({ y }) => y)), heightPx),
    x1: within(Math.max(...corners.map(({ x }) => x)), widthPx),
    y1: within(Math.max(...corners.map(({ y }) => y)), heightPx),
  };
}

/** With a white margin: letters that touch the edge are read badly. @throws DomainError INPUT_INVALID for no area */
function cut({ data, widthPx, resolutionDpi }: CleanedPage, { x0, y0, x1, y1 }: Box): EnginePicture {
  const [width, height] = [x1 - x0, y1 - y0];
  // Corners beyond all measure have no place on the page: NaN is no side either.
  if (!(width >= MIN_SIDE_PX && height >= MIN_SIDE_PX)) throw new DomainError("INPUT_INVALID", { field: "box" });
  const wide = width + 2 * MARGIN_PX;
  const tall = height + 2 * MARGIN_PX;
  const picture = new Uint8Array(wide * tall).fill(255);
  for (let row = 0; row < height; row++) {
    const start = (y0 + row) * widthPx + x0;
    picture.set(data.subarray(start, start + width), (row + MARGIN_PX) * wide + MARGIN_PX);
  }
  return { data: picture, widthPx: wide, heightPx: tall, resolutionDpi };
}
