// Takes the focus to the first row of the list that is shown.

/** @returns false when no list is shown */
export function focusFirstRow(): boolean {
  const row = document.querySelector<HTMLElement>("main [data-row]");
  row?.focus();
  return row !== null;
}
