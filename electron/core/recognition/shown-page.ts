// Brings places on a cleaned picture back onto the page as it is shown.
import type { Box } from "../../../shared/contract";
import type { CleanedPage, QuarterTurns, RuledLine } from "../imaging";

export interface ShownPage {
  box(box: Box): Box;
  rule(line: RuledLine): RuledLine;
}

interface PageSize {
  widthPx: number;
  heightPx: number;
}

type PointPx = [x: number, y: number];

/**
 * @param stored size of the stored picture and how it is turned to be shown
 * @param turns by which it was turned further before it was cleaned
 */
export function shownAs(
  { toShown }: Pick<CleanedPage, "toShown">,
  stored: PageSize & { quarterTurns: QuarterTurns },
  turns: QuarterTurns,
): ShownPage {
  const shownSize = turnedSize(stored, stored.quarterTurns);
  const back = ((4 - turns) % 4) as QuarterTurns;
  const place = (x: number, y: number) =>
    turnPoint(project(toShown, x, y), { turns: back, size: turnedSize(shownSize, turns) });
  return {
    box: ({ x0, y0, x1, y1 }) => around([place(x0, y0), place(x1, y0), place(x0, y1), place(x1, y1)]),
    rule({ x0, y0, x1, y1 }) {
      const ends = around([place(x0, y0), place(x1, y1)]);
      return { direction: ends.x1 - ends.x0 >= ends.y1 - ends.y0 ? "across" : "down", ...ends };
    },
  };
}

/** The box on a picture of this size, after the picture was turned clockwise. */
export function turnBox({ x0, y0, x1, y1 }: Box, turning: { turns: QuarterTurns; size: PageSize }): Box {
  return around([turnPoint([x0, y0], turning), turnPoint([x1, y1], turning)]);
}

export function turnedSize({ widthPx, heightPx }: PageSize, turns: QuarterTurns): PageSize {
  return turns % 2 === 0 ? { widthPx, heightPx } : { widthPx: heightPx, heightPx: widthPx };
}

function turnPoint([x, y]: PointPx, { turns, size }: { turns: QuarterTurns; size: PageSize }): PointPx {
  if (turns === 1) return [size.heightPx - y, x];
  if (turns === 2) return [size.widthPx - x, size.heightPx - y];
  if (turns === 3) return [y, size.widthPx - x];
  return [x, y];
}

function project(h: CleanedPage["toShown"], x: number, y: number): PointPx {
  const w = h[6] * x + h[7] * y + h[8];
  return [(h[0] * x + h[1] * y + h[2]) / w, (h[3] * x + h[4] * y + h[5]) / w];
}

function around(points: PointPx[]): Box {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return {
    x0: Math.round(Math.min(...xs)),
    y0: Math.round(Math.min(...ys)),
    x1: Math.round(Math.max(...xs)),
    y1: Math.round(Math.max(...ys)),
  };
}
