// Shown while an answer is awaited; says so to screen readers too.
import { Loader } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import styles from "./parts.module.css";

export function Loading(): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.empty} role="status">
      <Loader size="sm" type="dots" /> <div>{t("app.loading")}</div>
    </div>
  );
}
