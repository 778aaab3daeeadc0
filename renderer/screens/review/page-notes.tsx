// What is to be said of a page as a whole, in plain words, and what to do about it.
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { PageNote } from "../../../shared/contract";
import styles from "./review.module.css";

export function PageNotes({ notes }: { notes: readonly PageNote[] }): ReactElement | null {
  const { t } = useTranslation();
  if (notes.length === 0) return null;
  return (
    <ul className={styles.pageNotes} data-testid="review-notes">
      {notes.map((note) => (
        <li key={note} data-note={note}>
          <IconAlertTriangle size={17} stroke={2} />
          <span>
            <strong>{t(`review.note.${note}.what`)}</strong> {t(`review.note.${note}.todo`)}
          </span>
        </li>
      ))}
    </ul>
  );
}
