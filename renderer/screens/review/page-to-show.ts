// Which page the review opens with.

interface Counted {
  pageId: string;
  doubts: number;
}

/** The page that was asked for; else the first with something to look at; else the first. */
export function pageToShow<Shown extends { id: string }>(
  pages: readonly Shown[],
  askedFor: string | undefined,
  counted: readonly Counted[],
): Shown | undefined {
  const hasDoubts = ({ id }: Shown): boolean => counted.some(({ pageId, doubts }) => pageId === id && doubts > 0);
  return pages.find(({ id }) => id === askedFor) ?? pages.find(hasDoubts) ?? pages[0];
}
