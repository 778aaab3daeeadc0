// Words of the intake screen.
import type { ScreenLocale } from "../../locales/i18n";
import { intakeEn } from "./locale-en";
import { intakeVi } from "./locale-vi";

export const intakeLocale: ScreenLocale = { vi: intakeVi, en: intakeEn };
