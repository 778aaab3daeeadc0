// Which part of its glass a SANE device is asked to read.
import type { PageSize, ScanSettings } from "../../../../../shared/contract";
import { DomainError } from "../../../../../shared/errors";
import { SHEET_SIZES, sizesWithin, type SheetSize } from "../../page-size";
import { rangeOf, type OptionList } from "./option-list";
import type { Setting } from "./setting";

/** A device without geometry gives what it has, whatever is asked for. */
export function pageSizesOf(options: OptionList): PageSize[] {
  const reach = findReach(options);
  return reach ? sizesWithin(reach) : ["largest"];
}

/** @throws DomainError SCANNER_OPTION_INVALID {option: "pageSize", value} for a sheet larger than the device */
export function areaSettings(options: OptionList, { pageSize }: ScanSettings): Setting[] {
  const reach = findReach(options);
  if (!reach) return [];
  if (!sizesWithin(reach).includes(pageSize))
    throw new DomainError("SCANNER_OPTION_INVALID", { option: "pageSize", value: pageSize });
  const sheet = pageSize === "largest" ? reach : SHEET_SIZES[pageSize];
  const width = String(Math.min(sheet.widthMm, reach.widthMm));
  const height = String(Math.min(sheet.heightMm, reach.heightMm));
  return [...feederSettings(options, { width, height }), ["x", width], ["y", height]];
}

/** undefined when it cannot be told how much to read, or not in millimetres. */
function findReach(options: OptionList): SheetSize | undefined {
  const [x, y] = [rangeOf(options, "x"), rangeOf(options, "y")];
  if (!x || !y || x.unit !== "mm" || y.unit !== "mm") return undefined;
  return { widthMm: x.max, heightMm: y.max };
}

// Sheet feeders centre the paper and place the area by the width that they are told.
function feederSettings(options: OptionList, { width, height }: { width: string; height: string }): Setting[] {
  const sizes: readonly Setting[] = [
    ["page-width", width],
    ["page-height", height],
  ];
  return sizes.filter(([name, value]) => {
    const range = rangeOf(options, name);
    return range && Number(value) >= range.min && Number(value) <= range.max;
  });
}
