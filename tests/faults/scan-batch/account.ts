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
}

export interface Told {
  pageIds: readonly string[];
  /** Of the sheet with this number. */
  componentOf: (sheet: number) => string | undefined;
}

/** @param stored shown pages in order; @param hiddenIds separator sheets, which were told as pages, too */
export function settleBatch(told: Told, stored: readonly StoredSheet[], hiddenIds: ReadonlySet<string>): Account {
  const ids = new Set(stored.map((page) => page.pageId));
  const sheets = stored.map((page) => page.sheet);
  return {
    lost: told.pageIds.filter((id) => !ids.has(id) && !hiddenIds.has(id)),
    duplicated: sheets.filter((sheet, index) => sheets.indexOf(sheet) !== index),
    misplaced: stored.filter((page, index) => isMisplaced(told, page, stored[index - 1])).map((page) => page.sheet),
  };
}

function isMisplaced(told: Told, page: StoredSheet, before: StoredSheet | undefined): boolean {
  if (page.componentId !== told.componentOf(page.sheet)) return true;
  return before?.componentId === page.componentId && before.sheet > page.sheet;
}
