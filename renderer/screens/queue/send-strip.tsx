// What is left to send, how the link stands, what holds it, and the keys that move it.
import { Button, Progress } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { SyncStatus } from "../../../shared/contract";
import { api, faultOf, queryClient } from "../../bridge";
import { FaultNotice, KeyHint, Loading } from "../../components";
import type { Navigate } from "../../stores/navigation";
import { EndOfDayDialog } from "./end-of-day-dialog";
import { holdOf } from "./progress";
import styles from "./queue.module.css";
import { Stick } from "./stick";
import { StripText } from "./strip-text";

interface StripProps {
  navigate: Navigate;
  onReport: (runId: string) => void;
}

export function SendStrip(props: StripProps): ReactElement {
  const status = useQuery(api.sync.status.queryOptions());
  if (status.error) return <FaultNotice fault={faultOf(status.error)} />;
  if (!status.data) return <Loading />;
  return <Strip status={status.data} {...props} />;
}

const keepStatus = (status: SyncStatus): void => {
  queryClient.setQueryData(api.sync.status.queryKey(), status);
};

function Strip({ status, navigate, onReport }: StripProps & { status: SyncStatus }): ReactElement {
  const { t } = useTranslation();
  const [asksEndOfDay, setAsksEndOfDay] = useState(false);
  const send = useMutation(api.sync.sendNow.mutationOptions({ onSuccess: keepStatus }));
  const needsSetup = status.link === "unconfigured" || status.link === "unregistered";
  const primary = (): void => (needsSetup ? navigate("settings", { part: "province" }) : send.mutate({}));
  const endOfDay = (): void => setAsksEndOfDay(!needsSetup);
  useHotkeys(
    [
      ["ctrl+Enter", primary],
      ["F8", endOfDay],
    ],
    [],
  );
  return (
    <div className={styles.strip}>
      <StripText status={status} />
      <div className={styles.buttons}>
        {!needsSetup && <PauseButton status={status} />}
        {status.attention > 0 && <ReleaseAllButton />}
        {!needsSetup && (
          <Button variant="default" rightSection={<KeyHint keys="F8" />} onClick={endOfDay} data-testid="end-of-day">
            {t("queue.endOfDay.open")}
          </Button>
        )}
        <Button
          onClick={primary}
          loading={send.isPending || status.running}
          rightSection={<KeyHint keys="Ctrl+Enter" onAccent />}
          data-testid="primary"
        >
          {t(needsSetup ? "queue.toSettings" : "queue.sendNow")}
        </Button>
      </div>
      {status.percent !== null && <Progress className={styles.wide} value={status.percent} size="sm" />}
      {send.error && <FaultNotice fault={faultOf(send.error)} />}
      <Stick status={status} canExport={!needsSetup} navigate={navigate} onReport={onReport} />
      {asksEndOfDay && <EndOfDayDialog status={status} onClose={() => setAsksEndOfDay(false)} onReport={onReport} />}
    </div>
  );
}

function PauseButton({ status }: { status: SyncStatus }): ReactElement {
  const { t } = useTranslation();
  const pause = useMutation(api.sync.pause.mutationOptions({ onSuccess: keepStatus }));
  const isPaused = holdOf(status) === "paused";
  return (
    <>
      {pause.error && <FaultNotice fault={faultOf(pause.error)} />}
      <Button
        variant="default"
        loading={pause.isPending}
        onClick={() => pause.mutate({ paused: !isPaused })}
        data-testid="queue-pause"
      >
        {t(isPaused ? "queue.resume" : "queue.pause")}
      </Button>
    </>
  );
}

function ReleaseAllButton(): ReactElement {
  const { t } = useTranslation();
  const release = useMutation(api.sync.releaseAll.mutationOptions({ onSuccess: keepStatus }));
  return (
    <Button
      variant="default"
      loading={release.isPending}
      onClick={() => release.mutate(undefined)}
      data-testid="release-all"
    >
      {t("queue.releaseAll")}
    </Button>
  );
}
