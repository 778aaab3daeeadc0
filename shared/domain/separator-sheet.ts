// The text of the QR on a separator sheet: where the pages after it go.

/** QMC1 | S | provisional code of the dossier, or * for the one being scanned | number of the component, or + for the next. */
const PATTERN = /^QMC1\|S\|([0-9A-Z-]{1,40}|\*)\|([1-9]\d{0,2}|\+)$/;

export interface SeparatorMark {
  /** null: the dossier that is being scanned. */
  dossierCode: string | null;
  /** From 1, as listed in the dossier; null: the one after that of the pages before (what a patch T means). */
  componentNumber: number | null;
}

/** The sheet carries this QR and a patch T. Where both are read the QR holds; the patch alone means the next paper. */
export function separatorText({ dossierCode, componentNumber }: SeparatorMark): string {
  return `QMC1|S|${dossierCode ?? "*"}|${componentNumber === null ? "+" : String(componentNumber)}`;
}

/** null: not the QR of a separator sheet. */
export function parseSeparatorText(text: string): SeparatorMark | null {
  const [, code, number] = PATTERN.exec(text) ?? [];
  if (code === undefined || number === undefined) return null;
  return { dossierCode: code === "*" ? null : code, componentNumber: number === "+" ? null : Number(number) };
}
