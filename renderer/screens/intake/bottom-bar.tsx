// The bottom of the desk: whether the draft is saved, the way out, and the primary action that says what is missing.
import { Button } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Dossier } from "../../../shared/contract";
import { formatTime } from "../../../shared/text";
import { KeyHint } from "../../components";
import type { Draft } from "./draft/use-draft";
import styles from "./intake.module.css";
import { ScanWords } from "./papers/scan-words";
import type { Papers } from "./papers/use-papers";
import type { Completion } from "./use-completion";

export interface BottomBarProps {
  dossier: Dossier;
  draft: Draft;
  papers: Papers;
  completion: Completion;
  onLeave: () => void;
}

export function BottomBar({ dossier, draft, papers, completion, onLeave }: BottomBarProps): ReactElement {
  const { t } = useTranslation();
  const isScanning = papers.scanning.run?.state === "running";
  const isReady = dossier.blockers.length === 0 && !isScanning;
  return (
    <div className={styles.bar}>
      <div className={styles.barText}>
        <SavedWords dossier={dossier} draft={draft} />
        <ScanWords scanning={papers.scanning} />
      </div>
      <Button variant="subtle" color="gray" onClick={onLeave}>
        {t("intake.leave")}&nbsp;
        <KeyHint keys="Esc" />
      </Button>
      <Button
        size="md"
        variant={isReady ? "filled" : "light"}
        loading={completion.isBusy}
        onClick={completion.complete}
        data-testid="primary"
        data-ready={isReady}
      >
        {usePrimaryWords(dossier, isScanning)}&nbsp;
        <KeyHint keys="Ctrl+Enter" onAccent={isReady} />
      </Button>
    </div>
  );
}

function SavedWords({ dossier, draft }: { dossier: Dossier; draft: Draft }): ReactElement {
  const { t } = useTranslation();
  const { saving } = draft.saving;
  if (saving === "failed") return <span data-tone="bad">⚠ {t("intake.unsaved")}</span>;
  const words = saving === "saved" ? t("intake.savedAt", { at: formatTime(dossier.updatedAtUtc) }) : t("intake.saving");
  return (
    <span role="status" className="tabular" data-testid="saved-at" data-saving={saving}>
      {words}
    </span>
  );
}

function usePrimaryWords(dossier: Dossier, isScanning: boolean): string {
  const { t } = useTranslation();
  const { blockers } = dossier;
  const first = blockers[0];
  if (isScanning) return t("intake.waitScan");
  if (!first) return t("intake.complete");
  return t("intake.missing", { count: blockers.length, first: t(`blockers.${first.code}`, { detail: first.detail }) });
}
