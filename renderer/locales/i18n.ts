// The window's words: the shared files of this folder and each screen's own under the screen's name.
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import enApp from "./en/app.json";
import enBlockers from "./en/blockers.json";
import enCamera from "./en/camera.json";
import enDue from "./en/due.json";
import enErrors from "./en/errors.json";
import enEvents from "./en/events.json";
import enStates from "./en/states.json";
import viApp from "./vi/app.json";
import viBlockers from "./vi/blockers.json";
import viCamera from "./vi/camera.json";
import viDue from "./vi/due.json";
import viErrors from "./vi/errors.json";
import viEvents from "./vi/events.json";
import viStates from "./vi/states.json";

export type Language = "vi" | "en";

/** Words as a tree; the leaves may hold {{fact}}. */
export interface Words {
  readonly [key: string]: string | Words;
}
export type ScreenLocale = Readonly<Record<Language, Words>>;

export const SHARED_WORDS: ScreenLocale = {
  vi: {
    app: viApp,
    blockers: viBlockers,
    camera: viCamera,
    due: viDue,
    errors: viErrors,
    events: viEvents,
    states: viStates,
  },
  en: {
    app: enApp,
    blockers: enBlockers,
    camera: enCamera,
    due: enDue,
    errors: enErrors,
    events: enEvents,
    states: enStates,
  },
};

/** Starts in Vietnamese; the language of the settings follows by `setLanguage`. */
export function startWords(screens: Readonly<Record<string, ScreenLocale>>): void {
  void i18next.use(initReactI18next).init({
    lng: "vi",
    fallbackLng: "vi",
    initAsync: false,
    interpolation: { escapeValue: false },
    // A fact that is not there leaves a gap, never a bare {{name}}.
    missingInterpolationHandler: () => "",
    resources: { vi: { translation: wordsOf("vi", screens) }, en: { translation: wordsOf("en", screens) } },
  });
}

export function setLanguage(language: Language): void {
  document.documentElement.lang = language;
  if (i18next.language !== language) void i18next.changeLanguage(language);
}

function wordsOf(language: Language, screens: Readonly<Record<string, ScreenLocale>>): Words {
  const own = Object.entries(screens).map(([name, locale]): [string, Words] => [name, locale[language]]);
  return { ...SHARED_WORDS[language], ...Object.fromEntries(own) };
}
