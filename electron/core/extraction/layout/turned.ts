// A page that lies on its side or head is understood in the frame in which it is read, and shown in its own.
import type { Box } from "../../../../shared/contract";
import type { PageRead } from "../../recognition";

export interface Size {
  widthPx: number;
  heightPx: number;
}

/** Quarter turns clockwise from the page as it is shown to the page as it was read. */
export function readingTurns({ steps }: Pick<PageRead, "steps">): number {
  const degrees = steps.reduce((sum, { name, value }) => (name === "orientation" ? sum + (value ?? 0) : sum), 0);
  return (((Math.round(degrees / 90) % 4) + 4) % 4) as 0 | 1 | 2 | 3;
}

/** @param size of the page before it is turned */
export function turnBox<Kind extends Box>(box: Kind, turns: number, { widthPx, heightPx }: Size): Kind {
  const { x0, y0, x1, y1 } = box;
  if (turns === 1) return { ...box, x0: heightPx - y1, y0: x0, x1: heightPx - y0, y1: x1 };
  if (turns === 2) return { ...box, x0: widthPx - x1, y0: heightPx - y1, x1: widthPx - x0, y1: heightPx - y0 };
  if (turns === 3) return { ...box, x0: y0, y0: widthPx - x1, x1: y1, y1: widthPx - x0 };
  return box;
}

export function turnSize({ widthPx, heightPx }: Size, turns: number): Size {
  return turns % 2 === 0 ? { widthPx, heightPx } : { widthPx: heightPx, heightPx: widthPx };
}

/** Words and ruled lines in the frame in which they were read. */
export function turnRead(read: PageRead, size: Size): PageRead {
  const turns = readingTurns(read);
  if (turns === 0) return read;
  const rules = read.rules.map((rule) => {
    const turned = turnBox(rule, turns, size);
    const direction =
      turns % 2 === 0 ? rule.direction : rule.direction === "across" ? ("down" as const) : ("across" as const);
    return { ...turned, direction };
  });
  return { ...read, words: read.words.map((word) => turnBox(word, turns, size)), rules };
}
