// Words of the search screen.
import type { ScreenLocale } from "../../locales/i18n";

export const searchLocale: ScreenLocale = {
  vi: {
    title: "Kết quả tìm “{{text}}”",
    count: "{{count}} kết quả",
    empty: "Không tìm thấy “{{text}}”",
    emptyHint: "Có thể gõ không dấu, mã hồ sơ, số định danh hoặc chữ có trong giấy tờ đã quét.",
    prompt: "Gõ ít nhất 2 ký tự vào ô tìm kiếm.",
    where: {
      code: "mã hồ sơ",
      applicant: "công dân",
      procedure: "thủ tục",
      summary: "trích yếu",
      page: "chữ trong giấy",
    },
    unnamed: "(chưa có tên)",
    draft: "nháp, chưa có mã",
    open: "Enter mở hồ sơ",
  },
  en: {
    title: "Found for “{{text}}”",
    count: "{{count}} hits",
    empty: "“{{text}}” was not found",
    emptyHint: "Type with or without diacritics: a code, a number, a name, or words in scanned papers.",
    prompt: "Type at least 2 characters into the search box.",
    where: {
      code: "code",
      applicant: "citizen",
      procedure: "procedure",
      summary: "summary",
      page: "words in a paper",
    },
    unnamed: "(no name yet)",
    draft: "draft, no code yet",
    open: "Enter opens the dossier",
  },
};
