// One paper of the dossier: its key, state and form; when chosen also its actions and pages.
import { IconCheck, IconCircle, IconEye, IconMinus, IconRefresh, IconX } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useState, type DragEvent, type ReactElement, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ComponentStatus, Dossier, DossierComponent, ReusablePaper } from "../../../../shared/contract";
import { formatDate } from "../../../../shared/text";
import { KeyHint } from "../../../components";
import styles from "../intake.module.css";
import { Doubts } from "../suggestions/paper-doubts";
import { LineActions } from "./line-actions";
import { PageStrip } from "./page-strip";
import type { Papers } from "./use-papers";

interface LineProps {
  dossier: Dossier;
  papers: Papers;
  openReview: (pageId: string) => void;
  isSelected: boolean;
  onSelect: () => void;
}

export function ComponentLine({
  component,
  number,
  ...line
}: LineProps & { component: DossierComponent; number: number }): ReactElement {
  const { t } = useTranslation();
  const state = useStateWords(component);
  const offer = component.status === "undecided" ? component.reusable[0] : undefined;
  return (
    <Line {...line} componentId={component.id} testId={`component-${String(number)}`} status={component.status}>
      <div className={styles.paperHead}>
        {number <= 9 ? <KeyHint keys={String(number)} /> : <span />}
        <StatusIcon status={component.status} hasOffer={offer !== undefined} />
        <span className={styles.paperName} title={component.name}>
          {line.isSelected ? component.name : component.label}
        </span>
        <span className={styles.paperState}>{t(`intake.papers.form.${component.form}`)}</span>
        <span className={styles.paperState} data-testid="component-state">
          {state}
        </span>
        <Doubts pageIds={component.pageIds} dossierId={line.dossier.id} openReview={line.openReview} />
      </div>
      {line.isSelected && (
        <div className={styles.paperBody}>
          {offer && <div className={styles.offer}>↺ {offerWords(t, offer)}</div>}
          <LineActions component={component} papers={line.papers} />
          <PageStrip pageIds={component.pageIds} dossier={line.dossier} papers={line.papers} />
        </div>
      )}
    </Line>
  );
}

/** Pages that belong to no paper yet; key 0. */
export function LooseLine(line: LineProps): ReactElement {
  const { t } = useTranslation();
  const { loosePageIds } = line.dossier;
  return (
    <Line {...line} componentId={null} testId="component-loose" status="undecided">
      <div className={styles.paperHead}>
        <KeyHint keys="0" />
        <StatusIcon status="undecided" hasOffer={false} />
        <span className={styles.paperName}>{t("intake.papers.loose")}</span>
        <span />
        <span className={styles.paperState}>{t("intake.papers.loosePages", { count: loosePageIds.length })}</span>
        <Doubts pageIds={loosePageIds} dossierId={line.dossier.id} openReview={line.openReview} />
      </div>
      {line.isSelected && (
        <div className={styles.paperBody}>
          <PageStrip pageIds={loosePageIds} dossier={line.dossier} papers={line.papers} />
        </div>
      )}
    </Line>
  );
}

interface FrameProps extends LineProps {
  componentId: string | null;
  testId: string;
  status: ComponentStatus;
  children: ReactNode;
}

function Line({ papers, isSelected, onSelect, componentId, testId, status, children }: FrameProps): ReactElement {
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    onSelect();
    papers.takeFiles([...event.dataTransfer.files], componentId);
  };
  return (
    <div
      role="option"
      aria-selected={isSelected}
      className={styles.paper}
      data-drop={isOver || undefined}
      data-status={status}
      data-testid={testId}
      ref={isSelected ? keepInView : undefined}
      onClick={onSelect}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {children}
    </div>
  );
}

const ICONS = {
  undecided: IconCircle,
  scanned: IconCheck,
  seen: IconEye,
  reused: IconRefresh,
  missing: IconX,
  not_needed: IconMinus,
} as const;

function StatusIcon({ status, hasOffer }: { status: ComponentStatus; hasOffer: boolean }): ReactElement {
  const Icon = hasOffer ? IconRefresh : ICONS[status];
  return (
    <span className={styles.paperIcon} data-status={status}>
      <Icon size={18} stroke={2} />
    </span>
  );
}

function useStateWords(component: DossierComponent): string {
  const { t } = useTranslation();
  const { status, pageIds, reusedPaper, duty, conditional } = component;
  const date = reusedPaper ? formatDate(reusedPaper.digitisedAtUtc) : "";
  const words = t(`intake.papers.status.${status}`, { count: pageIds.length, date });
  if (reusedPaper && reusedPaper.comingFiles > 0) return `${words} · ${t("intake.papers.coming")}`;
  if (status !== "undecided") return words;
  if (duty === "present") return `${t("intake.papers.present")} · ${words}`;
  return conditional ? `${t("intake.papers.conditional")} · ${words}` : words;
}

function offerWords(t: TFunction, offer: ReusablePaper): string {
  const { digitisedAtUtc, pageCount: count, fromDossier: code, fromUnit, comingFiles } = offer;
  const facts = { date: formatDate(digitisedAtUtc), count, code };
  const words = fromUnit
    ? t("intake.papers.offerFromUnit", { ...facts, unit: fromUnit })
    : t("intake.papers.offer", facts);
  return comingFiles > 0 ? `${words} · ${t("intake.papers.offerRemote")}` : words;
}

function keepInView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}
