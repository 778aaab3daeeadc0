// The one pattern for errors: what happened, why, what is safe, what to do now; details folded and copyable.
import { Button } from "@mantine/core";
import { IconAlertCircle, IconAlertTriangle } from "@tabler/icons-react";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ErrorCode, ErrorFacts } from "../../shared/errors";
import { KeyHint } from "./key-hint";
import styles from "./parts.module.css";

export interface FaultNoticeProps {
  fault: { code: ErrorCode; facts: ErrorFacts };
  /** A sentence that names what is safe here, for instance "7 trang đã quét vẫn còn"; else the code's own. */
  safe?: string;
  tone?: "bad" | "warn";
  action?: { label: string; keys?: string; run: () => void; busy?: boolean };
  children?: ReactNode;
}

export function FaultNotice({ fault, safe, tone = "bad", action, children }: FaultNoticeProps): ReactElement {
  const { t } = useTranslation();
  const words = (part: string): string => t(`errors.${fault.code}.${part}`, { ...fault.facts, defaultValue: "" });
  const Icon = tone === "bad" ? IconAlertCircle : IconAlertTriangle;
  const lines = [words("why"), safe ?? words("safe"), words("todo")].filter((line) => line !== "");
  return (
    <div className={styles.notice} data-tone={tone} role="alert" data-fault={fault.code}>
      <span className={styles.noticeIcon}>
        <Icon size={20} stroke={1.8} />
      </span>
      <div>
        <div className={styles.noticeTitle}>{words("title")}</div>
        {lines.map((line) => (
          <div key={line} className={styles.noticeLine}>
            {line}
          </div>
        ))}
        <div className={styles.noticeActions}>
          {action && (
            <Button size="compact-md" variant="default" loading={action.busy ?? false} onClick={action.run}>
              {action.label}
              {action.keys && (
                <>
                  &nbsp;
                  <KeyHint keys={action.keys} />
                </>
              )}
            </Button>
          )}
          {children}
        </div>
        <FaultDetails fault={fault} />
      </div>
    </div>
  );
}

function FaultDetails({ fault }: Pick<FaultNoticeProps, "fault">): ReactElement {
  const { t } = useTranslation();
  const facts = Object.entries(fault.facts).map(([name, value]) => `${name}: ${String(value)}`);
  return (
    <details className={styles.details}>
      <summary>{t("app.details")}</summary>
      <pre>{[fault.code, ...facts].join("\n")}</pre>
    </details>
  );
}
