// The bottom of the station: every command with its key, what was done last, and the way out.
import { Button } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { PageAction } from "../../../shared/contract";
import { KeyHint } from "../../components";
import { isDoubtful } from "./page-doubts";
import styles from "./scan-station.module.css";
import { StationButton } from "./station-button";
import type { PlainCommand, StationCommand } from "./station-keys";
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

export function ActionBar({ view, onLeave }: { view: StationState; onLeave: () => void }): ReactElement {
  const { t } = useTranslation();
  const { pages, removed } = view;
  const doubts = pages.filter(isDoubtful).length;
  const button = ({ command, keys, words }: Action, isDisabled: boolean): ReactElement => (
    <StationButton
      key={words}
      view={view}
      command={command}
      keys={keys}
      isDisabled={isDisabled}
      testId={`station-${words}`}
    >
      {t(`scan-station.action.${words}`)}
    </StationButton>
  );
  return (
    <div className={styles.bar}>
      <div className={styles.actions}>
        {ON_PAGES.map((action) => button(action, pages.length === 0))}
        <span className={styles.gap} />
        {SOURCES.map((action) => button(action, false))}
        <StationButton view={view} command={{ kind: "removed" }} keys="B" isDisabled={removed.length === 0}>
          {t("scan-station.action.removed", { count: removed.length })}
        </StationButton>
      </div>
      <div className={styles.barLine}>
        <SaidWords view={view} />
        {doubts > 0 && (
          <StationButton view={view} command={{ kind: "doubt" }} keys="N" isFirst>
            {t("scan-station.action.doubt", { count: doubts })}
          </StationButton>
        )}
        <StepButtons view={view} />
        <Button
          size="compact-md"
          variant="subtle"
          color="gray"
          tabIndex={-1}
          onClick={onLeave}
          data-testid="station-leave"
        >
          {t("scan-station.leave")}&nbsp;
          <KeyHint keys="Esc" />
        </Button>
      </div>
    </div>
  );
}

/** What was not done and why, else what was done last, else what the keys do now. */
function SaidWords({ view }: { view: StationState }): ReactElement {
  const { t } = useTranslation();
  const { note, said, selectedIds } = view.station;
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
  return (
    <span className={styles.said} role="status" data-testid="station-said">
      {said && <strong>{t(`scan-station.said.${said.key}`, { ...facts, step: stepWords })}</strong>}
      <span>{count > 0 ? t("scan-station.keys.chosen", { count }) : t("scan-station.keys.none")}</span>
    </span>
  );
}

function StepButtons({ view }: { view: StationState }): ReactElement {
  const { t } = useTranslation();
  const { history } = view;
  const title = (action: PageAction | null | undefined): string =>
    action ? t(`scan-station.step.${action.kind}`, { count: action.pageCount }) : "";
  return (
    <>
      <StationButton
        view={view}
        command={{ kind: "undo" }}
        keys="Ctrl+Z"
        isDisabled={!history?.undo}
        title={title(history?.undo)}
      >
        {t("app.undo")}
      </StationButton>
      <StationButton
        view={view}
        command={{ kind: "redo" }}
        keys="Ctrl+Y"
        isDisabled={!history?.redo}
        title={title(history?.redo)}
      >
        {t("scan-station.action.redo")}
      </StationButton>
    </>
  );
}
