// What is sent of the chosen dossier, with the province's receipts.
import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Operation, QueueItem } from "../../../shared/contract";
import { api, faultOf } from "../../bridge";
import { CodeText, EmptyState, FaultNotice, Panel, StateBadge } from "../../components";
import { formatMoment } from "../../locales/format";
import type { Navigate } from "../../stores/navigation";
import { isUnconfirmed } from "./progress";
import styles from "./queue.module.css";

export interface OperationsPanelProps {
  item: QueueItem | undefined;
  navigate: Navigate;
}

export function OperationsPanel({ item, navigate }: OperationsPanelProps): ReactElement {
  const { t } = useTranslation();
  if (!item) {
    return (
      <Panel title={t("queue.operations")}>
        <EmptyState title={t("queue.choose")} />
      </Panel>
    );
  }
  const open = (
    <Button
      size="compact-sm"
      variant="default"
      onClick={() => navigate("dossier", { id: item.dossierId })}
      data-testid="queue-open"
    >
      {t("queue.open")}
    </Button>
  );
  return (
    <Panel title={t("queue.operations")} aside={open}>
      <div className={styles.body}>
        <div className={styles.chosenHead}>
          <CodeText strong>{item.provisionalCode}</CodeText>
          <div>{item.officialCode ? <CodeText>{item.officialCode}</CodeText> : t("app.notConfirmed")}</div>
          {isUnconfirmed(item) && <div className={styles.unconfirmed}>{t("queue.unconfirmedLong")}</div>}
          <div className={styles.faint}>{item.applicantName}</div>
        </div>
        <ol className={styles.operations}>
          {item.operations.map((operation) => (
            <OperationLine key={operation.id} operation={operation} dossierId={item.dossierId} navigate={navigate} />
          ))}
        </ol>
      </div>
    </Panel>
  );
}

interface LineProps {
  operation: Operation;
  dossierId: string;
  navigate: Navigate;
}

function OperationLine({ operation, ...place }: LineProps): ReactElement {
  const { t } = useTranslation();
  const { kind, state, attempts, nextAttemptAtUtc, fault, receipt } = operation;
  const facts = [t("queue.createdAt", { at: formatMoment(operation.createdAtUtc) })];
  if (attempts > 0) facts.push(t("queue.attempts", { count: attempts }));
  if (nextAttemptAtUtc && state === "waiting")
    facts.push(t("queue.nextAttempt", { at: formatMoment(nextAttemptAtUtc) }));
  if (operation.bundleId && state !== "sent") facts.push(t("queue.onStick"));
  return (
    <li>
      <div className={styles.operationHead}>
        <span>{t(`queue.kinds.${kind}`, { defaultValue: t("queue.kindOther", { kind }) })}</span>
        {state === "replaced" ? (
          <span className={styles.faint}>{t("queue.replaced")}</span>
        ) : (
          <StateBadge state={state} />
        )}
      </div>
      <div className={styles.faint}>{facts.join(" · ")}</div>
      {fault && state !== "sent" && <OperationFault operation={operation} fault={fault} {...place} />}
      {receipt && (
        <div className={styles.receipt}>
          {t("queue.receipt")} <CodeText>{receipt.receiptId}</CodeText>
          <div>{t("queue.receivedAt", { at: formatMoment(receipt.receivedAtUtc) })}</div>
        </div>
      )}
    </li>
  );
}

interface OperationFaultProps extends LineProps {
  fault: NonNullable<Operation["fault"]>;
}

function OperationFault({ operation, fault, dossierId, navigate }: OperationFaultProps): ReactElement {
  const { t } = useTranslation();
  const release = useMutation(api.sync.release.mutationOptions());
  const shown = release.error ? faultOf(release.error) : fault;
  if (operation.state !== "attention") return <FaultNotice fault={shown} tone="warn" />;
  if (fault.code === "PROVINCE_CONFLICT") {
    const decide = { label: t("queue.decide"), run: () => navigate("conflicts", { dossierId }) };
    return <FaultNotice fault={fault} action={decide} />;
  }
  const action = {
    label: t("queue.release"),
    busy: release.isPending,
    run: () => release.mutate({ operationId: operation.id }),
  };
  return (
    <FaultNotice fault={shown} action={action}>
      <Button
        size="compact-md"
        variant="default"
        onClick={() => navigate("dossier", { id: dossierId, amend: "yes" })}
        data-testid="queue-amend"
      >
        {t("queue.amend")}
      </Button>
    </FaultNotice>
  );
}
