// What is left to send, how the link stands, and the two buttons.
import { Button, Progress } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { SyncStatus } from "../../../shared/contract";
import { api, faultOf, queryClient } from "../../bridge";
import { FaultNotice, KeyHint, Loading } from "../../components";
import { formatBytes, formatMoment } from "../../locales/format";
import type { Navigate } from "../../stores/navigation";
import styles from "./queue.module.css";

export function SendStrip({ navigate }: { navigate: Navigate }): ReactElement {
  const status = useQuery(api.sync.status.queryOptions());
  if (status.error) return <FaultNotice fault={faultOf(status.error)} />;
  if (!status.data) return <Loading />;
  return <Strip status={status.data} navigate={navigate} />;
}

const keepStatus = (status: SyncStatus): void => {
  queryClient.setQueryData(api.sync.status.queryKey(), status);
};

function Strip({ status, navigate }: { status: SyncStatus; navigate: Navigate }): ReactElement {
  const send = useMutation(api.sync.sendNow.mutationOptions({ onSuccess: keepStatus }));
  const pause = useMutation(api.sync.pause.mutationOptions({ onSuccess: keepStatus }));
  const needsSetup = status.link === "unconfigured" || status.link === "unregistered";
  const toSettings = (): void => navigate("settings", { part: "province" });
  const primary = (): void => (needsSetup ? toSettings() : send.mutate(undefined));
  useHotkeys([["ctrl+Enter", primary]], []);
  const error = send.error ?? pause.error;
  return (
    <div className={styles.strip}>
      <StripText status={status} />
      <div className={styles.buttons}>
        {!needsSetup && (
          <PauseButton
            paused={status.link === "paused"}
            busy={pause.isPending}
            onPause={(paused) => pause.mutate({ paused })}
          />
        )}
        <PrimaryButton needsSetup={needsSetup} busy={send.isPending || status.running} onClick={primary} />
      </div>
      {status.percent !== null && <Progress className={styles.wide} value={status.percent} size="sm" />}
      {error && (
        <div className={styles.wide}>
          <FaultNotice fault={faultOf(error)} />
        </div>
      )}
    </div>
  );
}

function StripText({ status }: { status: SyncStatus }): ReactElement {
  const { t, i18n } = useTranslation();
  const count = status.waiting + status.sending;
  const size = formatBytes(status.waitingBytes, i18n.language);
  // That the province cannot be reached is what "offline" says already.
  const fault = status.lastFault?.code === "PROVINCE_UNREACHABLE" ? null : status.lastFault;
  return (
    <div>
      <div className={styles.summary} data-testid="queue-summary">
        {count > 0 ? t("queue.summary", { count, size }) : t("queue.summaryNone")}
        {status.attention > 0 && ` · ${t("app.status.attention", { count: status.attention })}`}
      </div>
      <div className={styles.faint}>
        {t(`queue.link.${status.link}`, { since: formatMoment(status.sinceUtc) })}
        {fault && ` ${t(`errors.${fault.code}.title`, { ...fault.facts })}.`}
      </div>
    </div>
  );
}

interface PauseButtonProps {
  paused: boolean;
  busy: boolean;
  onPause: (paused: boolean) => void;
}

function PauseButton({ paused, busy, onPause }: PauseButtonProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Button variant="default" loading={busy} onClick={() => onPause(!paused)} data-testid="queue-pause">
      {t(paused ? "queue.resume" : "queue.pause")}
    </Button>
  );
}

interface PrimaryButtonProps {
  needsSetup: boolean;
  busy: boolean;
  onClick: () => void;
}

function PrimaryButton({ needsSetup, busy, onClick }: PrimaryButtonProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Button
      onClick={onClick}
      loading={busy}
      rightSection={<KeyHint keys="Ctrl+Enter" onAccent />}
      data-testid="primary"
    >
      {t(needsSetup ? "queue.toSettings" : "queue.sendNow")}
    </Button>
  );
}
