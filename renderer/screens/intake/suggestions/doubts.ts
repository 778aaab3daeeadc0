// How many fields of a paper wait for a look, and at which page to begin.

/** As core counts them for each page of a dossier. */
export interface PageDoubts {
  pageId: string;
  doubts: number;
}

/** @returns null when nothing on these pages is in doubt */
export function doubtsOf(counted: readonly PageDoubts[], pageIds: readonly string[]): PageDoubts | null {
  const doubtful = counted.filter(({ pageId, doubts }) => doubts > 0 && pageIds.includes(pageId));
  const first = pageIds.find((id) => doubtful.some(({ pageId }) => pageId === id));
  if (first === undefined) return null;
  return { pageId: first, doubts: doubtful.reduce((sum, { doubts }) => sum + doubts, 0) };
}
