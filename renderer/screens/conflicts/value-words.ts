// Values of the wire record as an officer reads them: times as dates, codes as words.
import type { TFunction } from "i18next";
import { formatDateTime } from "../../../shared/text";
import { fromWireTime } from "../../../shared/wire";

const TIMES = ["NgayTiepNhan", "NgayHenTra", "NgayTra", "NgayKetThucXuLy", "NgayNopHoSo"];
/** Fields of more than one value. */
const WHOLE = ["DinhDanhCHS"];
const CODES = ["HinhThuc", "TrangThaiHoSo", "LoaiDoiTuong", "KenhThucHien", "NoiNopHoSo"];

/** Of a field with a form of its own nobody types another value: it is one of those that are there. */
export function takesOwnValue(field: string): boolean {
  return ![...TIMES, ...CODES, ...WHOLE].includes(field) && !field.includes(".");
}

export function valueWords(t: TFunction, field: string, value: string): string {
  if (value === "") return t("conflicts.blank");
  if (TIMES.includes(field)) {
    const utc = fromWireTime(value);
    return utc === null ? value : formatDateTime(utc);
  }
  if (field === "TrangThaiHoSo") return t(`app.provinceState.${value}`, { defaultValue: value });
  return CODES.includes(field) ? t(`conflicts.codes.${field}.${value}`, { defaultValue: value }) : value;
}
