// What can be done with the chosen paper, with the key beside each; the buttons never take the focus from the list.
import { Button } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { DossierComponent } from "../../../../shared/contract";
import { KeyHint } from "../../../components";
import styles from "../intake.module.css";
import { firstChoice, type FirstChoice } from "./component-choices";
import type { PaperCommand } from "./paper-keys";
import type { Papers } from "./use-papers";

type ActionName =
  "enter" | "reuse" | "scan" | "camera" | "files" | "seen" | "missing" | "not_needed" | "form" | "undecided";

const KEYS: Readonly<Record<ActionName, string>> = {
  reuse: "R",
  scan: "F2",
  camera: "C",
  files: "O",
  seen: "V",
  missing: "M",
  not_needed: "N",
  form: "F",
  undecided: "⌫",
  enter: "Enter",
};

export function LineActions({ component, papers }: { component: DossierComponent; papers: Papers }): ReactElement {
  const first = firstChoice(component);
  return (
    <div className={styles.actions}>
      {actionsOf(component).map((name) => (
        <ActionButton key={name} name={name} isFirst={isFirstChoice(name, first)} perform={papers.perform} />
      ))}
    </div>
  );
}

interface ActionButtonProps {
  name: ActionName;
  isFirst: boolean;
  perform: (command: PaperCommand) => void;
}

function ActionButton({ name, isFirst, perform }: ActionButtonProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Button
      size="compact-sm"
      variant={isFirst ? "light" : "default"}
      tabIndex={-1}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => perform({ kind: name })}
      data-testid={`paper-${name}`}
    >
      {t(`intake.papers.actions.${name}`)}&nbsp;
      <KeyHint keys={isFirst && name !== "enter" ? `${KEYS[name]} · Enter` : KEYS[name]} />
    </Button>
  );
}

function actionsOf(component: DossierComponent): ActionName[] {
  const actions: ActionName[] = firstChoice(component) === "next" ? ["enter"] : [];
  if (component.reusable.length > 0 && component.pageIds.length === 0) actions.push("reuse");
  if (component.duty === "submit") actions.push("scan", "camera", "files");
  if (component.pageIds.length > 0) return [...actions, "form"];
  actions.push("seen", "missing", "not_needed", "form");
  if (component.status !== "undecided") actions.push("undecided");
  return actions;
}

function isFirstChoice(name: ActionName, first: FirstChoice): boolean {
  return first === name || (first === "next" && name === "enter");
}
