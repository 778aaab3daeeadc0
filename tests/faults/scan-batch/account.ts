// Holds what the window was told against what is there.

export interface StoredSheet {
  pageId: string;
  /** The number printed on it. */
  sheet: number;
  componentId: string | null;
  position: number;
}

export interface Account {
  /** Told to the window, and not there. */
  lost: string[];
  duplicated: number[];
  /** In another component than its own, or before a sheet that lay before it. */
  misplaced: number[];
  /** Ids of shown pages that are no sheet of a paper: separator sheets, which belong among the hidden ones. */
  strange: string[];
}

export interface Told {
  pageIds: readonly string[];
  /** Of the sheet with this number; undefined when there is no such sheet. */
  componentOf: (sheet: number) => string | undefined;
}

/** @param stored shown pages in order; @param hiddenIds separator sheets, which were told as pages, too */
export function settleBatch(told: Told, stored: readonly StoredSheet[], hiddenIds: ReadonlySet<string>): Account {
  const ids = new Set(stored.map((page) => page.pageId));
  const known = stored.filter((page) => told.componentOf(page.sheet) !== undefined);
  const sheets = known.map((page) => page.sheet);
  return {
    lost: told.pageIds.filter((id) => !ids.has(id) && !hiddenIds.has(id)),
    duplicated: sheets.filter((sheet, index) => sheets.indexOf(sheet) !== index),
    misplaced: known.filter((page, index) => isMisplaced(told, page, known[index - 1])).map((page) => page.sheet),
    strange: stored.filter((page) => !known.includes(page)).map((page) => page.pageId),
  };
}

function isMisplaced(told: Told, page: StoredSheet, before: StoredSheet | undefined): boolean {
  if (page.componentId !== told.componentOf(page.sheet)) return true;
  return before?.componentId === page.componentId && before.sheet > page.sheet;
}
