// Words of the scan station.
import type { ScreenLocale } from "../../locales/i18n";
import { stationEn } from "./locale-en";
import { stationVi } from "./locale-vi";

export const scanStationLocale: ScreenLocale = { vi: stationVi, en: stationEn };
