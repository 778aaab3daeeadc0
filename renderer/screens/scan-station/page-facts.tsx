// What is known of the shown page: the checks, what would mend it, and what was read from it. Nothing waits for it.
import { IconAlertTriangle, IconCheck, IconClock } from "@tabler/icons-react";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Dossier, Finding, Page } from "../../../shared/contract";
import { PageReadingView } from "./page-reading";
import { ASPECTS, openFindings, suggestionFor } from "./page-doubts";
import styles from "./scan-station.module.css";
import { StationButton } from "./station-button";
import type { StationState } from "./use-station";

export function PageFacts({ view }: { view: StationState }): ReactElement {
  const { t } = useTranslation();
  const { shown, dossier } = view;
  const name = dossier.components.find(({ id }) => id === shown?.componentId)?.label ?? t("scan-station.loose");
  return (
    <aside className={styles.facts} aria-label={t("scan-station.facts")} data-testid="page-facts">
      {shown && (
        <>
          <div className={styles.factsTitle}>{t("scan-station.page", { page: shown.position })}</div>
          <div className={styles.factsPaper}>{name}</div>
          <Checks page={shown} dossier={dossier} />
          <Remedies view={view} page={shown} />
          <PageReadingView page={shown} perform={view.perform} />
        </>
      )}
    </aside>
  );
}

function Checks({ page, dossier }: { page: Page; dossier: Dossier }): ReactElement {
  const { t } = useTranslation();
  if (!page.findings)
    return (
      <div className={styles.checks} data-testid="checks" data-state="waiting">
        <Check tone="wait">{t("scan-station.looking")}</Check>
      </div>
    );
  const findings = page.findings;
  return (
    <div className={styles.checks} data-testid="checks" data-state="done">
      {ASPECTS.map(({ name, kinds }) => {
        const finding = findings.find(({ kind }) => kinds.some((each) => each === kind));
        if (finding) return <BadCheck key={name} finding={finding} page={page} dossier={dossier} />;
        if (name === "paper") return null;
        return (
          <Check key={name} tone="good">
            {name === "resolution" ? `${String(page.resolutionDpi)} dpi` : t(`scan-station.good.${name}`)}
          </Check>
        );
      })}
    </div>
  );
}

function BadCheck({ finding, page, dossier }: { finding: Finding; page: Page; dossier: Dossier }): ReactElement {
  const { t, i18n } = useTranslation();
  const { kind, value, severity, accepted, suggestedComponentId } = finding;
  const name = dossier.components.find(({ id }) => id === suggestedComponentId)?.label ?? "";
  const figure = value && Math.abs(value).toLocaleString(i18n.language, { maximumFractionDigits: 1 });
  const facts = { value: figure ?? "", dpi: page.resolutionDpi, name };
  return (
    <Check tone={accepted ? "kept" : severity}>
      {t(`scan-station.finding.${kind === "wrong_paper" && name === "" ? "wrong_paper_unknown" : kind}`, facts)}
      {accepted && ` · ${t("scan-station.accepted")}`}
    </Check>
  );
}

function Check({
  tone,
  children,
}: {
  tone: "good" | "wait" | "kept" | Finding["severity"];
  children: ReactNode;
}): ReactElement {
  const Icon = tone === "good" ? IconCheck : tone === "wait" ? IconClock : IconAlertTriangle;
  return (
    <div className={styles.check} data-tone={tone}>
      <Icon size={16} stroke={2} />
      <span>{children}</span>
    </div>
  );
}

/** One key for each way to mend what was found. */
function Remedies({ view, page }: { view: StationState; page: Page }): ReactElement | null {
  const { t } = useTranslation();
  const open = openFindings(page);
  if (open.length === 0 || view.dossier.receivedAtUtc !== null) return null;
  const suggestion = suggestionFor(page);
  const name =
    suggestion?.kind === "move" ? view.dossier.components.find(({ id }) => id === suggestion.componentId) : null;
  return (
    <div className={styles.remedies}>
      {suggestion && (
        <StationButton
          perform={view.perform}
          command={{ kind: "suggestion" }}
          keys="Enter"
          isFirst
          testId="remedy-suggestion"
        >
          {t(`scan-station.suggestion.${suggestion.kind}`, { name: name?.label ?? "" })}
        </StationButton>
      )}
      <StationButton
        perform={view.perform}
        command={{ kind: "rescan" }}
        keys="R"
        isFirst={!suggestion}
        testId="remedy-rescan"
      >
        {t("scan-station.action.rescan")}
      </StationButton>
      <StationButton perform={view.perform} command={{ kind: "keep" }} keys="K" testId="remedy-keep">
        {t("scan-station.action.keep")}
      </StationButton>
    </div>
  );
}
