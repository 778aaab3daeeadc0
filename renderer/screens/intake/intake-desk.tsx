// The desk of a draft: five numbered lines, the page preview beside them, and one primary action at the bottom right.
import { useEffect, useEffectEvent, useRef, useState, type DragEvent, type ReactElement } from "react";
import type { Dossier } from "../../../shared/contract";
import { useWedge } from "../../app/use-wedge";
import { FilePicker } from "../../components";
import { type ScreenParams, useNavigation } from "../../stores/navigation";
import { BottomBar } from "./bottom-bar";
import { type CitizenCards, useCitizenCard } from "./citizen/use-citizen-card";
import { DeskNotices } from "./desk-notices";
import type { Draft } from "./draft/use-draft";
import styles from "./intake.module.css";
import { nextUndecided, shownPage } from "./papers/component-choices";
import { PaperCamera } from "./papers/paper-camera";
import { PreviewPane } from "./papers/preview-pane";
import { selectLine, stepBack } from "./papers/selection";
import { type Papers, usePapers } from "./papers/use-papers";
import { StepLines } from "./step-lines";
import { firstOpenStep, type Step } from "./steps";
import { useCompletion } from "./use-completion";
import { useIntakeKeys } from "./use-intake-keys";
import { useSummarySuggestion } from "./use-summary-suggestion";

export interface IntakeDeskProps {
  dossier: Dossier;
  draft: Draft;
  cardPayload: string | undefined;
  /** The line that was open when the screen was left for the scan station. */
  openedStep: Step | undefined;
}

export function IntakeDesk({ dossier, draft, cardPayload, openedStep }: IntakeDeskProps): ReactElement {
  const root = useRef<HTMLDivElement>(null);
  const [step, setStep] = useState<Step>(() => openedStep ?? firstOpenStep(dossier));
  const cards = useCitizenCard(draft);
  const fileInput = useRef<HTMLInputElement>(null);
  const papers = usePapers({ dossierId: dossier.id, draft, fileInput, onDone: () => setStep("summary") });
  const open = (next: Step): void => {
    void draft.flush();
    if (next === "papers") startAtUndecided(draft, papers);
    setStep(next);
  };
  const completion = useCompletion({ draft, papers, open });
  const ways = waysOut({ dossier, draft, papers, step });
  useSummarySuggestion(dossier, draft);
  useCards(cards, cardPayload, { step, open, draft });
  useIntakeKeys({
    root,
    step,
    open,
    complete: completion.complete,
    perform: papers.perform,
    openStation: ways.toStation,
    openReview: () => ways.toReview(),
    escape: () => escape({ papers, cards, leave: ways.toHome }),
    isPaused: papers.selection.camera !== null,
  });
  const hasPreview = step === "papers";
  return (
    <div ref={root} className={styles.desk} data-testid="intake" {...dropTarget(papers, step, dossier)}>
      <div
        className={styles.columns}
        data-preview={hasPreview || undefined}
        data-zoomed={(hasPreview && papers.selection.isZoomed) || undefined}
      >
        <div className={styles.main}>
          <DeskNotices cards={cards} draft={draft} papers={papers} completion={completion} />
          <div className={styles.lines}>
            <StepLines
              dossier={dossier}
              draft={draft}
              cards={cards}
              papers={papers}
              step={step}
              open={open}
              openStation={ways.toStation}
              openReview={ways.toReview}
            />
          </div>
        </div>
        {hasPreview && <PreviewPane dossier={dossier} papers={papers} />}
      </div>
      <BottomBar dossier={dossier} draft={draft} papers={papers} completion={completion} onLeave={ways.toHome} />
      <PaperCamera dossier={dossier} papers={papers} />
      <FilePicker
        input={fileInput}
        onFiles={(files) => papers.takeFiles(files, targetComponent(dossier, papers, step))}
      />
    </div>
  );
}

interface WaysOutParts {
  dossier: Dossier;
  draft: Draft;
  papers: Papers;
  step: Step;
}

interface WaysOut {
  toHome: () => void;
  toStation: () => void;
  /** Without a page: the one that is looked at. */
  toReview: (pageId?: string) => void;
}

/** Coming back opens the line that is open now, with everything typed. */
function waysOut({ dossier, draft, papers, step }: WaysOutParts): WaysOut {
  const go = async (screen: string, params: ScreenParams): Promise<void> => {
    await draft.flush();
    const { refine, place, navigate } = useNavigation.getState();
    refine({ ...place.params, step });
    navigate(screen, { dossierId: dossier.id, ...params });
  };
  const looked = step === "papers" ? shownPage(dossier, papers.selection) : null;
  return {
    toHome: () => void draft.flush().then(() => useNavigation.getState().navigate("home")),
    toStation: () => void go("scan-station", { componentId: targetComponent(dossier, papers, "papers") ?? undefined }),
    toReview: (pageId) => void go("review", { pageId: pageId ?? looked ?? undefined }),
  };
}

/** A card is read whatever has focus; any other code is left to the window. */
function useCards(
  cards: CitizenCards,
  cardPayload: string | undefined,
  { step, open, draft }: { step: Step; open: (step: Step) => void; draft: Draft },
): void {
  const readFirst = useEffectEvent((payload: string) => void cards.read(payload));
  const isRead = useRef(false);
  useEffect(() => {
    if (cardPayload === undefined || isRead.current) return;
    isRead.current = true;
    readFirst(cardPayload);
  }, [cardPayload]);
  useWedge((scan) => {
    if (scan.kind !== "card") return false;
    const isFurther = draft.now()?.procedureCode !== null && step === "procedure";
    if (isFurther) open("citizen");
    void cards.read(scan.payload);
    return true;
  });
}

function startAtUndecided(draft: Draft, papers: Papers): void {
  const components = draft.now()?.components ?? [];
  const { line } = papers.store.getState();
  if (line !== "loose" && components[line]?.status === "undecided") return;
  const isThere = line === "loose" || line < components.length;
  const next = nextUndecided(components, "loose") ?? (isThere ? line : 0);
  if (next !== line) selectLine(papers.store, next);
}

/** One press takes back the innermost thing; the last one leaves. */
function escape({ papers, cards, leave }: { papers: Papers; cards: CitizenCards; leave: () => void }): void {
  const { run, cancel, dismiss } = papers.scanning;
  if (run?.state === "running") cancel();
  else if (stepBack(papers.store)) return;
  else if (cards.fault) cards.forget();
  // Any ended run: an Escape meant to stop the last sheet must not leave the desk because the sheet was faster.
  else if (run) dismiss();
  else leave();
}

/** Files belong to the chosen paper while the papers are open, else to none yet. */
function targetComponent(dossier: Dossier, papers: Papers, step: Step): string | null {
  const { line } = papers.selection;
  if (step !== "papers" || line === "loose") return null;
  return dossier.components[line]?.id ?? null;
}

function dropTarget(
  papers: Papers,
  step: Step,
  dossier: Dossier,
): Pick<React.DOMAttributes<HTMLElement>, "onDragOver" | "onDrop"> {
  return {
    onDragOver: (event: DragEvent) => event.preventDefault(),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      papers.takeFiles([...event.dataTransfer.files], targetComponent(dossier, papers, step));
    },
  };
}
