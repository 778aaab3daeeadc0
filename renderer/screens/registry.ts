// The only file that knows all screens. A new screen is one folder and one line here.
import type { ComponentType } from "react";
import type { ScreenLocale } from "../locales/i18n";
import type { ScreenProps } from "../stores/navigation";
import { ConflictsScreen } from "./conflicts";
import { conflictsLocale } from "./conflicts/locale";
import { DossierScreen } from "./dossier";
import { dossierLocale } from "./dossier/locale";
import { HomeScreen } from "./home";
import { homeLocale } from "./home/locale";
import { IntakeScreen } from "./intake";
import { intakeLocale } from "./intake/locale";
import { QueueScreen } from "./queue";
import { queueLocale } from "./queue/locale";
import { ReviewScreen } from "./review";
import { reviewLocale } from "./review/locale";
import { ScannersScreen } from "./scanners";
import { scannersLocale } from "./scanners/locale";
import { ScanStationScreen } from "./scan-station";
import { scanStationLocale } from "./scan-station/locale";
import { SearchScreen } from "./search";
import { searchLocale } from "./search/locale";
import { SettingsScreen } from "./settings";
import { settingsLocale } from "./settings/locale";

export interface Screen {
  name: string;
  component: ComponentType<ScreenProps>;
  /** Words under the screen's name: `t("home.start")`. */
  locale: ScreenLocale;
}

/** The first is where the window opens. */
export const SCREENS: readonly Screen[] = [
  { name: "home", component: HomeScreen, locale: homeLocale },
  { name: "intake", component: IntakeScreen, locale: intakeLocale },
  { name: "scan-station", component: ScanStationScreen, locale: scanStationLocale },
  { name: "dossier", component: DossierScreen, locale: dossierLocale },
  { name: "review", component: ReviewScreen, locale: reviewLocale },
  { name: "queue", component: QueueScreen, locale: queueLocale },
  { name: "conflicts", component: ConflictsScreen, locale: conflictsLocale },
  { name: "search", component: SearchScreen, locale: searchLocale },
  { name: "scanners", component: ScannersScreen, locale: scannersLocale },
  { name: "settings", component: SettingsScreen, locale: settingsLocale },
];
