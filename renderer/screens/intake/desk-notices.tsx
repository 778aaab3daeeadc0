// What concerns the whole draft: a card that is none, a save or a completion that failed, what is still missing.
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { FaultNotice } from "../../components";
import type { CitizenCards } from "./citizen/use-citizen-card";
import type { Draft } from "./draft/use-draft";
import styles from "./intake.module.css";
import { ScanFaults } from "./papers/scan-faults";
import type { Papers } from "./papers/use-papers";
import type { Completion } from "./use-completion";

export interface DeskNoticesProps {
  cards: CitizenCards;
  draft: Draft;
  papers: Papers;
  completion: Completion;
}

export function DeskNotices({ cards, draft, papers, completion }: DeskNoticesProps): ReactElement {
  const { t } = useTranslation();
  const { fault: saveFault } = draft.saving;
  const blockers = completion.isRefused ? (draft.dossier?.blockers ?? []) : [];
  return (
    <div className={styles.deskNotices}>
      {cards.fault && (
        <div data-testid="card-fault">
          <FaultNotice
            fault={cards.fault}
            tone="warn"
            action={{ label: t("intake.scan.close"), keys: "Esc", run: cards.forget }}
          />
        </div>
      )}
      {saveFault && (
        <FaultNotice
          fault={saveFault}
          safe={t("intake.unsaved")}
          action={{ label: t("app.retry"), run: () => void draft.flush() }}
        />
      )}
      <ScanFaults papers={papers} />
      {completion.fault && <FaultNotice fault={completion.fault} />}
      {blockers.length > 0 && (
        <div className={styles.missing} role="alert" data-testid="blockers">
          {blockers.map((blocker) => (
            <div key={blocker.code + blocker.detail}>○ {t(`blockers.${blocker.code}`, { detail: blocker.detail })}</div>
          ))}
        </div>
      )}
    </div>
  );
}
