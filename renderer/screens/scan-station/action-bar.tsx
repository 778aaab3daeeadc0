// The bottom of the station: every command with its key, what was done last, and the way out.
import { Button } from "@mantine/core";
import { memo, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import type { PageAction } from "../../../shared/contract";
import { KeyHint } from "../../components";
import { isDoubtful } from "./page-doubts";
import styles from "./scan-station.module.css";
import { StationButton } from "./station-button";
import type { PlainCommand, StationCommand } from "./station-keys";
import type { StationStore } from "./station-store";
import { useStable } from "./use-stable";
import type { StationState } from "./use-station";

interface Action {
  command: StationCommand;
  keys: string;
  words: string;
}

const plain = (command: PlainCommand, keys: string): Action => ({ command: { kind: command }, keys, words: command });

const ON_PAGES: readonly Action[] = [
  { command: { kind: "rotate", quarterTurns: 3 }, keys: "[", words: "turnLeft" },
  { command: { kind: "rotate", quarterTurns: 1 }, keys: "]", words: "turnRight" },
  plain("rescan", "R"),
  plain("insert", "I"),
  plain("remove", "Del"),
  plain("split", "S"),
  plain("merge", "M"),
  plain("join", "G"),
];
const SOURCES: readonly Action[] = [plain("camera", "C"), plain("files", "O"), plain("separators", "P")];

interface ActionBarProps {
  view: StationState;
  onLeave: () => void;
}

export function ActionBar({ view, onLeave }: ActionBarProps): ReactElement {
  const { t } = useTranslation();
  const { pages, removed, history, store, perform } = view;
  const isAddOnly = view.dossier.receivedAtUtc !== null;
  const leave = useStable(onLeave);
  return (
    <div className={styles.bar}>
      <PageButtons canArrange={pages.length > 0 && !isAddOnly} removedCount={removed.length} perform={perform} />
      <div className={styles.barLine}>
        <SaidWords store={store} isAddOnly={isAddOnly} />
        <StepButtons
          doubts={isAddOnly ? 0 : pages.filter(isDoubtful).length}
          undo={history?.undo ?? null}
          redo={history?.redo ?? null}
          perform={perform}
        />
        <Button
          size="compact-md"
          variant="subtle"
          color="gray"
          tabIndex={-1}
          onClick={leave}
          data-testid="station-leave"
        >
          {t("scan-station.leave")}&nbsp;
          <KeyHint keys="Esc" />
        </Button>
      </div>
    </div>
  );
}

interface PageButtonsProps {
  canArrange: boolean;
  removedCount: number;
  perform: (command: StationCommand) => void;
}

const PageButtons = memo(function PageButtons({ canArrange, removedCount, perform }: PageButtonsProps) {
  const { t } = useTranslation();
  const button = ({ command, keys, words }: Action, isDisabled: boolean): ReactElement => (
    <StationButton
      key={words}
      perform={perform}
      command={command}
      keys={keys}
      isDisabled={isDisabled}
      testId={`station-${words}`}
    >
      {t(`scan-station.action.${words}`)}
    </StationButton>
  );
  return (
    <div className={styles.actions}>
      {ON_PAGES.map((action) => button(action, !canArrange))}
      <span className={styles.gap} />
      {SOURCES.map((action) => button(action, false))}
      <StationButton perform={perform} command={{ kind: "removed" }} keys="B" isDisabled={removedCount === 0}>
        {t("scan-station.action.removed", { count: removedCount })}
      </StationButton>
    </div>
  );
});

/** What was not done and why, else what was done last, else what the keys do now. */
function SaidWords({ store, isAddOnly }: { store: StationStore; isAddOnly: boolean }): ReactElement {
  const { t } = useTranslation();
  const { note, said, selectedIds } = useStore(store);
  if (note) {
    return (
      <span className={styles.said} data-tone="warn" role="alert" data-testid="station-note">
        ⚠ {t(`scan-station.note.${note}`)}
      </span>
    );
  }
  const { step, ...facts } = said?.facts ?? {};
  const stepWords = typeof step === "string" ? t(`scan-station.step.${step}`, facts) : "";
  const count = selectedIds.length;
  const arranging = count > 0 ? t("scan-station.keys.chosen", { count }) : t("scan-station.keys.none");
  const keys = isAddOnly ? t("scan-station.keys.addOnly") : arranging;
  return (
    <span className={styles.said} role="status" data-testid="station-said">
      {said && <strong>{t(`scan-station.said.${said.key}`, { ...facts, step: stepWords })}</strong>}
      <span>{keys}</span>
    </span>
  );
}

interface StepButtonsProps {
  doubts: number;
  undo: PageAction | null;
  redo: PageAction | null;
  perform: (command: StationCommand) => void;
}

const StepButtons = memo(function StepButtons({ doubts, undo, redo, perform }: StepButtonsProps) {
  const { t } = useTranslation();
  const title = (action: PageAction | null): string =>
    action ? t(`scan-station.step.${action.kind}`, { count: action.pageCount }) : "";
  return (
    <>
      {doubts > 0 && (
        <StationButton perform={perform} command={{ kind: "doubt" }} keys="N" isFirst>
          {t("scan-station.action.doubt", { count: doubts })}
        </StationButton>
      )}
      <StationButton perform={perform} command={{ kind: "undo" }} keys="Ctrl+Z" isDisabled={!undo} title={title(undo)}>
        {t("app.undo")}
      </StationButton>
      <StationButton perform={perform} command={{ kind: "redo" }} keys="Ctrl+Y" isDisabled={!redo} title={title(redo)}>
        {t("scan-station.action.redo")}
      </StationButton>
    </>
  );
});
