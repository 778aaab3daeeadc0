// The only file that knows all screens. A new screen is one folder and one line here.
import type { ComponentType } from "react";
import type { ScreenLocale } from "../locales/i18n";
import type { ScreenProps } from "../stores/navigation";
import { HomeScreen } from "./home";
import { homeLocale } from "./home/locale";

export interface Screen {
  name: string;
  component: ComponentType<ScreenProps>;
  /** Words under the screen's name: `t("home.start")`. */
  locale: ScreenLocale;
}

export const SCREENS: readonly Screen[] = [{ name: "home", component: HomeScreen, locale: homeLocale }];
