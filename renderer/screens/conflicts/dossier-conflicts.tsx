// The conflicting fields of one dossier, and the one key that sends all choices.
import { Button } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Conflict } from "../../../shared/contract";
import { client, faultOf, type FaultOf } from "../../bridge";
import { CodeText, FaultNotice, KeyHint, Panel } from "../../components";
import type { Navigate } from "../../stores/navigation";
import { ConflictField } from "./conflict-field";
import styles from "./conflicts.module.css";
import { choiceOf, decide, nextOpen, takeBack, type Choice, type Decisions } from "./decisions";

interface DossierConflictsProps {
  conflicts: readonly Conflict[];
  /** With something to decide, this one among them. */
  dossiers: number;
  navigate: Navigate;
}

export function DossierConflicts({ conflicts, dossiers, navigate }: DossierConflictsProps): ReactElement {
  const { t } = useTranslation();
  const [decisions, setDecisions] = useState<Decisions>([]);
  const [chosenId, setChosenId] = useState(conflicts[0]?.id ?? null);
  const apply = useMutation({ networkMode: "always", mutationFn: () => applyAll(conflicts, decisions) });
  const take = (conflictId: string, choice: Choice): void => {
    const next = decide(decisions, conflictId, choice);
    setDecisions(next);
    // A value that is being typed keeps its field; a key moves on.
    if (choice.take !== "own") setChosenId(nextOpen(conflicts, next, conflictId) ?? conflictId);
  };
  const undo = (): void => {
    setChosenId(decisions.at(-1)?.conflictId ?? chosenId);
    setDecisions(takeBack(decisions));
  };
  const isReady = conflicts.every(({ id }) => isComplete(choiceOf(decisions, id))) && !apply.isPending;
  useConflictKeys({
    chosenId,
    take,
    undo,
    apply: () => (isReady ? apply.mutate() : undefined),
    canUndo: decisions.length > 0,
  });
  return (
    <>
      <Panel
        title={t("conflicts.title", { count: conflicts.length })}
        aside={<Head conflict={conflicts[0]} navigate={navigate} />}
      >
        <div className={styles.body}>
          <div className={styles.lead}>{t("conflicts.lead")}</div>
          {conflicts.map((conflict) => (
            <ConflictField
              key={conflict.id}
              conflict={conflict}
              choice={choiceOf(decisions, conflict.id)}
              isChosen={conflict.id === chosenId}
              onChoose={() => setChosenId(conflict.id)}
              onTake={(choice) => take(conflict.id, choice)}
            />
          ))}
        </div>
      </Panel>
      <Bar
        words={[
          t("conflicts.progress", { done: decisions.length, all: conflicts.length }),
          ...(dossiers > 1 ? [t("conflicts.more", { count: dossiers - 1 })] : []),
        ]}
        fault={apply.error && faultOf(apply.error)}
        undo={decisions.length > 0 ? undo : null}
        apply={isReady ? () => apply.mutate() : null}
        isBusy={apply.isPending}
      />
    </>
  );
}

interface BarProps {
  words: readonly string[];
  fault: FaultOf | null;
  /** null: nothing to take back. */
  undo: (() => void) | null;
  /** null: something is still open. */
  apply: (() => void) | null;
  isBusy: boolean;
}

function Bar({ words, fault, undo, apply, isBusy }: BarProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.bar}>
      <span className={styles.faint}>{words.join(" · ")}</span>
      {fault && <FaultNotice fault={fault} />}
      <Button
        variant="default"
        disabled={undo === null}
        onClick={() => undo?.()}
        rightSection={<KeyHint keys="Ctrl+Z" />}
        data-testid="take-back"
      >
        {t("app.undo")}
      </Button>
      <Button
        disabled={apply === null}
        loading={isBusy}
        onClick={() => apply?.()}
        data-testid="primary"
        rightSection={<KeyHint keys="Ctrl+Enter" onAccent />}
      >
        {t("conflicts.apply")}
      </Button>
    </div>
  );
}

function isComplete(choice: Choice | null): boolean {
  return choice !== null && (choice.take !== "own" || choice.value.trim() !== "");
}

/** One after the other: the last one of a dossier sends the merged record. */
async function applyAll(conflicts: readonly Conflict[], decisions: Decisions): Promise<void> {
  for (const { id } of conflicts) {
    const choice = choiceOf(decisions, id);
    if (choice) await client.sync.resolveConflict({ conflictId: id, choice });
  }
}

interface ConflictKeys {
  chosenId: string | null;
  take: (conflictId: string, choice: Choice) => void;
  undo: () => void;
  apply: () => void;
  canUndo: boolean;
}

function useConflictKeys({ chosenId, take, undo, apply, canUndo }: ConflictKeys): void {
  const choose = (side: "base" | "mine" | "theirs") => (): void => {
    if (chosenId) take(chosenId, { take: side });
  };
  useHotkeys([
    ["1", choose("base")],
    ["2", choose("mine")],
    ["3", choose("theirs")],
    ["4", () => document.querySelector<HTMLInputElement>("[data-chosen] input")?.focus()],
    // The choices are still here only: nothing else of the window is undone instead.
    ...(canUndo ? [["ctrl+Z", undo] as [string, () => void]] : []),
  ]);
  useHotkeys([["ctrl+Enter", apply]], []);
}

function Head({ conflict, navigate }: { conflict: Conflict | undefined; navigate: Navigate }): ReactElement | null {
  const { t } = useTranslation();
  if (!conflict) return null;
  return (
    <span className={styles.head}>
      <CodeText strong>{conflict.officialCode ?? conflict.provisionalCode}</CodeText>
      <span>{conflict.applicantName}</span>
      <Button size="compact-sm" variant="default" onClick={() => navigate("dossier", { id: conflict.dossierId })}>
        {t("conflicts.open")}
      </Button>
    </span>
  );
}
