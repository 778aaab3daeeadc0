// Sheets of known size, told apart by their shape.

export const MM_PER_INCH = 25.4;

export interface Sheet {
  widthMm: number;
  heightMm: number;
}

/** ISO/IEC 7810 ID-1: the size of an identity card. */
export const CARD: Sheet = { widthMm: 85.6, heightMm: 53.98 };
/** A5 has the shape of A4 (ISO 216), so that a photo cannot tell which it is: it is taken for the usual one. */
export const A4: Sheet = { widthMm: 210, heightMm: 297 };

const TOLERANCE = 0.04;

/** @param aspect width ÷ height @returns a sheet that lies as the page does, or undefined when no known shape is near */
export function findSheet(aspect: number): Sheet | undefined {
  const sheets = [A4, CARD].flatMap((sheet) => [sheet, { widthMm: sheet.heightMm, heightMm: sheet.widthMm }]);
  return sheets.find(({ widthMm, heightMm }) => Math.abs(aspect / (widthMm / heightMm) - 1) <= TOLERANCE);
}
