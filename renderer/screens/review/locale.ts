// Words of the review screen.
import type { ScreenLocale } from "../../locales/i18n";
import { reviewEn } from "./locale-en";
import { reviewVi } from "./locale-vi";

export const reviewLocale: ScreenLocale = { vi: reviewVi, en: reviewEn };
