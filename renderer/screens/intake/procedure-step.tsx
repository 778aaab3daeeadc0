// Line 1: the procedure, found as one types, with or without diacritics.
import { TextInput } from "@mantine/core";
import { useQuery, keepPreviousData } from "@tanstack/react-query";
import { useState, type KeyboardEvent, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Dossier, ProcedureSummary } from "../../../shared/contract";
import { api, faultOf, queryClient } from "../../bridge";
import { CodeText, EmptyState, FaultNotice } from "../../components";
import styles from "./intake.module.css";

export interface ProcedureStepProps {
  dossier: Dossier;
  onChoose: (procedureCode: string) => void;
  /** The procedure stays as it is. */
  onKeep: () => void;
}

const LONGEST_TEXT = 200;

export function ProcedureStep({ dossier, onChoose, onKeep }: ProcedureStepProps): ReactElement {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [moved, setMoved] = useState<number | null>(null);
  const options = api.catalogue.search.queryOptions({ input: { text }, staleTime: Infinity });
  const search = useQuery({ ...options, placeholderData: keepPreviousData });
  const items = search.data ?? [];
  const index = chosenIndex(items, { moved, text, dossier });

  const take = async (): Promise<void> => {
    // What is on the screen may still be the answer to fewer letters.
    const fresh = await queryClient.fetchQuery(options).catch(() => items);
    const item = fresh[chosenIndex(fresh, { moved, text, dossier })];
    if (item) onChoose(item.code);
    else if (dossier.procedureCode !== null && text === "") onKeep();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey) return;
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by !== 0) setMoved(Math.min(Math.max(index + by, 0), items.length - 1));
    else if (event.key === "Enter") void take();
    else return;
    event.preventDefault();
  };
  return (
    <div>
      <TextInput
        autoFocus
        aria-label={t("intake.procedure.label")}
        placeholder={t("intake.procedure.placeholder")}
        role="combobox"
        aria-expanded
        aria-controls="intake-procedures"
        aria-activedescendant={index >= 0 ? `procedure-${String(index)}` : undefined}
        maxLength={LONGEST_TEXT}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setMoved(null);
        }}
        onKeyDown={onKeyDown}
        data-testid="procedure-search"
      />
      {search.error && <FaultNotice fault={faultOf(search.error)} />}
      <ProcedureOptions items={items} index={index} onChoose={onChoose} />
      {search.isSuccess && items.length === 0 && (
        <EmptyState title={t("intake.procedure.empty")} hint={t("intake.procedure.emptyHint")} />
      )}
      <div className={`${styles.hint} ${styles.hintRow}`}>{t("intake.procedure.keys")}</div>
    </div>
  );
}

interface OptionsProps {
  items: readonly ProcedureSummary[];
  index: number;
  onChoose: (procedureCode: string) => void;
}

function ProcedureOptions({ items, index, onChoose }: OptionsProps): ReactElement | null {
  const { t } = useTranslation();
  if (items.length === 0) return null;
  return (
    <ul className={styles.options} role="listbox" id="intake-procedures" aria-label={t("intake.steps.procedure")}>
      {items.map((item, at) => (
        <li
          key={item.code}
          id={`procedure-${String(at)}`}
          role="option"
          aria-selected={at === index}
          className={styles.option}
          ref={at === index ? keepInView : undefined}
          onClick={() => onChoose(item.code)}
          data-testid={`procedure-${item.code}`}
        >
          <CodeText>{item.code}</CodeText>
          <span>
            {item.name} <span className={styles.optionField}>{item.field}</span>
          </span>
          <span className={styles.optionAside}>
            {item.timeText} · {item.feeText}
            {!item.checked && ` · ${t("intake.procedure.unchecked")}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface Choice {
  /** Where the arrows have moved to; null: nowhere yet. */
  moved: number | null;
  text: string;
  dossier: Dossier;
}

/** With nothing typed Enter takes nothing: it must not choose, or replace what was chosen, by accident. */
function chosenIndex(items: readonly ProcedureSummary[], { moved, text, dossier }: Choice): number {
  if (moved !== null) return Math.min(moved, items.length - 1);
  if (text.trim() !== "") return items.length > 0 ? 0 : -1;
  return items.findIndex((item) => item.code === dossier.procedureCode);
}

function keepInView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}
