// The five numbered lines: one open, the others folded to what they hold.
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Dossier } from "../../../shared/contract";
import { maskPersonalNumber } from "../../../shared/domain";
import { formatLocalDate } from "../../../shared/text";
import { SectionLine } from "../../components";
import { CitizenStep } from "./citizen/citizen-step";
import type { CitizenCards } from "./citizen/use-citizen-card";
import type { Draft } from "./draft/use-draft";
import { DueStep, useDueWords } from "./due-step";
import styles from "./intake.module.css";
import { PapersStep } from "./papers/papers-step";
import type { Papers } from "./papers/use-papers";
import { ProcedureStep } from "./procedure-step";
import { firstOpenStep, type Step, stepAfter, STEPS, stepState } from "./steps";
import { SummaryStep } from "./summary-step";

export interface StepLinesProps {
  dossier: Dossier;
  draft: Draft;
  cards: CitizenCards;
  papers: Papers;
  step: Step;
  open: (step: Step) => void;
  openStation: () => void;
  openReview: (pageId: string) => void;
}

export function StepLines(props: StepLinesProps): ReactElement {
  const { t } = useTranslation();
  const { dossier, step, open } = props;
  const summaries = useSummaries(dossier);
  return (
    <div className={styles.sheet}>
      {STEPS.map((name, index) => (
        <SectionLine
          key={name}
          number={index + 1}
          title={t(`intake.steps.${name}`)}
          summary={summaries[name]}
          state={stepState(dossier, name)}
          open={name === step}
          onOpen={() => open(name)}
          testId={`intake-${name}`}
        >
          <StepBody {...props} />
        </SectionLine>
      ))}
    </div>
  );
}

/** Drawn only inside the open line. */
function StepBody(props: StepLinesProps): ReactElement {
  const { dossier, draft, cards, papers, step, open } = props;
  const next = (): void => open(stepAfter(step));
  switch (step) {
    case "procedure":
      return <ProcedureStep dossier={dossier} onChoose={(code) => void choose(code, draft, open)} onKeep={next} />;
    case "citizen":
      return <CitizenStep dossier={dossier} cards={cards} onType={draft.type} onNext={next} />;
    case "papers":
      return (
        <PapersStep dossier={dossier} papers={papers} openStation={props.openStation} openReview={props.openReview} />
      );
    case "summary":
      return <SummaryStep dossier={dossier} onType={draft.type} onNext={next} />;
    case "due":
      return <DueStep dossier={dossier} />;
  }
}

/** Goes on when core has it: the papers of the next lines are the procedure's. */
async function choose(procedureCode: string, draft: Draft, open: (step: Step) => void): Promise<void> {
  draft.type({ procedureCode });
  if (!(await draft.flush())) return;
  const dossier = draft.now();
  if (dossier) open(firstOpenStep(dossier) === "citizen" ? "citizen" : "papers");
}

function useSummaries(dossier: Dossier): Record<Step, ReactNode> {
  const { t } = useTranslation();
  const { procedureCode, procedureName, components, summary, pageCount } = dossier;
  const done = components.filter((component) => component.status !== "undecided").length;
  // Papers of other cases are no work left over.
  const total = components.filter((component) => component.status !== "undecided" || !component.conditional).length;
  const facts = { done, total, pages: pageCount };
  const words = pageCount > 0 ? "intake.papers.summaryPages" : "intake.papers.summary";
  const papers = components.length === 0 ? t("intake.papers.empty") : t(words, facts);
  return {
    procedure: procedureCode === null ? t("intake.procedure.none") : `${procedureCode} · ${procedureName}`,
    citizen: useCitizenWords(dossier),
    papers: procedureCode === null ? "" : papers,
    summary: summary.trim() === "" ? t("intake.summary.none") : summary,
    due: useDueWords(dossier),
  };
}

function useCitizenWords({ applicant }: Dossier): string {
  const { t } = useTranslation();
  const words = [
    applicant.fullName.trim(),
    applicant.birthDate ? formatLocalDate(applicant.birthDate) : "",
    applicant.gender ? t(`intake.citizen.${applicant.gender}`) : "",
    maskPersonalNumber(applicant.personalNumber),
    applicant.phone,
  ].filter((word) => word !== "");
  return words.length > 0 ? words.join(" · ") : t("intake.citizen.none");
}
