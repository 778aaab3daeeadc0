// The first screen of a new counter: its details, without which no receipt can be given.
import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { api, faultOf, queryClient } from "../bridge";
import { CounterForm, EMPTY_COUNTER, FaultNotice } from "../components";
import styles from "./frame.module.css";

export function FirstRun(): ReactElement {
  const { t } = useTranslation();
  const save = useMutation(
    api.system.saveSettings.mutationOptions({
      onSuccess: (settings) => queryClient.setQueryData(api.system.settings.queryKey(), settings),
    }),
  );
  return (
    <main className={styles.firstRun} data-testid="screen-first-run">
      <div className={styles.firstRunSheet}>
        <h1>{t("app.firstRun.title")}</h1>
        <p className={styles.quiet}>{t("app.firstRun.lead")}</p>
        {save.error && <FaultNotice fault={faultOf(save.error)} />}
        <CounterForm
          initial={EMPTY_COUNTER}
          saveLabel={t("app.firstRun.save")}
          busy={save.isPending}
          onSave={(counter) => save.mutate({ counter })}
        />
      </div>
    </main>
  );
}
