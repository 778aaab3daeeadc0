// How the PC, the data and the packages stand.
import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Health } from "../../../shared/contract";
import { formatDateTime } from "../../../shared/text";
import { api, faultOf } from "../../bridge";
import { FaultNotice, Loading } from "../../components";
import { formatBytes } from "../../locales/format";
import styles from "./settings.module.css";

export function HealthPart(): ReactElement {
  const health = useQuery(api.system.health.queryOptions({ staleTime: 0 }));
  if (health.isPending) return <Loading />;
  if (health.error) return <FaultNotice fault={faultOf(health.error)} />;
  return (
    <>
      {health.data.keyProtection === "basic_text" && <KeyWarning />}
      <HealthFacts health={health.data} />
      <CatalogueFacts />
      <RecognitionFacts />
    </>
  );
}

function KeyWarning(): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.warning} role="alert" data-testid="key-warning">
      <IconAlertTriangle size={20} stroke={1.8} />
      <div>
        <strong>{t("settings.health.keyWarning")}</strong>
        <div>{t("settings.health.keyWarningWhy")}</div>
        <div>{t("settings.health.keyWarningTodo")}</div>
      </div>
    </div>
  );
}

function HealthFacts({ health }: { health: Health }): ReactElement {
  const { t, i18n } = useTranslation();
  const size = (bytes: number): string => formatBytes(bytes, i18n.language);
  const facts: readonly [string, string][] = [
    ["key", t(`settings.health.keys.${health.keyProtection}`)],
    ["free", size(health.freeBytes)],
    ["database", size(health.databaseBytes)],
    ["folder", health.dataFolder],
    ["app", health.appVersion],
    ["runtime", `${health.electronVersion} · ${health.nodeVersion} · ${health.sqliteVersion}`],
    ["schema", String(health.schemaVersion)],
    ["cipher", health.cipher],
    ["journal", `${health.journalMode} · ${health.synchronous}`],
    ["started", formatDateTime(health.startedAtUtc)],
    ["starts", String(health.coreStarts)],
  ];
  return (
    <>
      {facts.map(([name, value]) => (
        <Fact key={name} name={name} value={value} />
      ))}
    </>
  );
}

function CatalogueFacts(): ReactElement | null {
  const { t } = useTranslation();
  const info = useQuery(api.catalogue.info.queryOptions());
  if (info.error) return <FaultNotice fault={faultOf(info.error)} />;
  if (!info.data) return null;
  const { version, procedureCount, calendarYears } = info.data;
  return (
    <>
      <Fact name="catalogue" value={t("settings.health.catalogueValue", { version, count: procedureCount })} />
      <Fact name="calendar" value={calendarYears.join(", ")} />
    </>
  );
}

function RecognitionFacts(): ReactElement | null {
  const { t } = useTranslation();
  const queue = useQuery(api.recognition.queue.queryOptions());
  const retry = useMutation(api.recognition.retryFailed.mutationOptions({ onSuccess: () => void queue.refetch() }));
  if (queue.error) return <FaultNotice fault={faultOf(queue.error)} />;
  if (!queue.data) return null;
  return (
    <>
      <Fact name="ocr" value={t("settings.health.ocrValue", queue.data)} />
      {queue.data.failed > 0 && (
        <Button variant="default" w="fit-content" loading={retry.isPending} onClick={() => retry.mutate(undefined)}>
          {t("settings.health.ocrRetry")}
        </Button>
      )}
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.fact}>
      <span className={styles.faint}>{t(`settings.health.${name}`)}</span>
      <span className={styles.value}>{value}</span>
    </div>
  );
}
