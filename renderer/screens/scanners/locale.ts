// Words of the scanners screen.
import type { ScreenLocale } from "../../locales/i18n";
import { scannersEn } from "./locale-en";
import { scannersVi } from "./locale-vi";

export const scannersLocale: ScreenLocale = { vi: scannersVi, en: scannersEn };
