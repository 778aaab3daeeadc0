// The way into the training mode and back.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { api, faultOf, switchMode } from "../../bridge";
import { FaultNotice, Loading } from "../../components";
import styles from "./settings.module.css";

export function TrainingPart(): ReactElement {
  const { t } = useTranslation();
  const health = useQuery(api.system.health.queryOptions({ staleTime: Infinity }));
  if (health.isPending) return <Loading />;
  if (health.error) return <FaultNotice fault={faultOf(health.error)} />;
  const isTraining = health.data.training;
  return (
    <>
      <div>{t("settings.training.what")}</div>
      <div className={styles.faint}>{t("settings.training.restart")}</div>
      <div>
        <Button data-testid="switch-mode" onClick={() => switchMode(!isTraining)}>
          {t(isTraining ? "settings.training.leave" : "settings.training.enter")}
        </Button>
      </div>
    </>
  );
}
