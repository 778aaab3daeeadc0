// What stands in the window before the counter can be used: core is opening, or refuses its data.
import { useTranslation } from "react-i18next";
import type { ReactElement } from "react";
import type { Fault } from "../../shared/contract";
import { FaultNotice, Loading } from "../components";
import styles from "./frame.module.css";

export function StartingNotice(): ReactElement {
  const { t } = useTranslation();
  return (
    <main className={styles.lonely} data-testid="starting">
      <Loading />
      <p className={styles.quiet}>{t("app.core.starting")}</p>
    </main>
  );
}

export function RefusedNotice({ fault }: { fault: Fault }): ReactElement {
  const { t } = useTranslation();
  return (
    <main className={styles.lonely} data-testid="refused">
      <h1>{t("app.core.refusedTitle")}</h1>
      <FaultNotice fault={fault} />
      <p className={styles.quiet}>{t("app.core.refusedHint")}</p>
    </main>
  );
}
