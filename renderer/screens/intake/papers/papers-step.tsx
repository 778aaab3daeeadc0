// Line 3: one line for each paper; keys act on the chosen one, files can be dropped on any.
import { Button, TextInput } from "@mantine/core";
import { useEffect, useRef, type KeyboardEvent, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Dossier } from "../../../../shared/contract";
import { EmptyState, FaultNotice, KeyHint, ScannerChoice } from "../../../components";
import { useDeviceSearch } from "../../../stores/scan-profiles";
import styles from "../intake.module.css";
import { stepOfWarning } from "../steps";
import type { LineIndex } from "./component-choices";
import { ComponentLine, LooseLine } from "./component-line";
import { selectLine } from "./selection";
import type { Papers } from "./use-papers";

interface PapersProps {
  dossier: Dossier;
  papers: Papers;
}

interface PapersStepProps extends PapersProps {
  openStation: () => void;
  openReview: (pageId: string) => void;
}

export function PapersStep({ dossier, papers, openStation, openReview }: PapersStepProps): ReactElement {
  const { t } = useTranslation();
  const { selection, store } = papers;
  const list = useRef<HTMLDivElement>(null);
  const hasProcedure = dossier.procedureCode !== null;
  const isEmpty = hasProcedure && dossier.components.length === 0;
  const isTyping = selection.isAdding || isEmpty;
  useEffect(() => {
    if (!isTyping && !selection.isChoosingScanner) list.current?.focus();
  }, [isTyping, selection.isChoosingScanner]);
  const lineProps = (line: LineIndex) => ({
    dossier,
    papers,
    openReview,
    isSelected: selection.line === line,
    onSelect: () => selectLine(store, line),
  });
  return (
    <div>
      <Notices dossier={dossier} papers={papers} />
      {!hasProcedure && <EmptyState title={t("intake.papers.noProcedure")} />}
      {isEmpty && <EmptyState title={t("intake.papers.empty")} hint={t("intake.papers.emptyHint")} />}
      <div ref={list} className={styles.papers} role="listbox" tabIndex={0} aria-label={t("intake.papers.list")}>
        {dossier.components.map((component, index) => (
          <ComponentLine key={component.id} {...lineProps(index)} component={component} number={index + 1} />
        ))}
        {dossier.loosePageIds.length > 0 && <LooseLine {...lineProps("loose")} />}
      </div>
      {isTyping && <AddPaper dossier={dossier} papers={papers} />}
      {hasProcedure && <Hints dossier={dossier} papers={papers} isTyping={isTyping} openStation={openStation} />}
      {dossier.notes.length > 0 && <Notes notes={dossier.notes} />}
    </div>
  );
}

function Notes({ notes }: { notes: readonly string[] }): ReactElement {
  const { t } = useTranslation();
  return (
    <details className={styles.notes}>
      <summary>{t("intake.papers.notes", { count: notes.length })}</summary>
      <ul>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </details>
  );
}

function Notices({ dossier, papers }: PapersProps): ReactElement {
  const { t } = useTranslation();
  const { selection, fault } = papers;
  const warnings = dossier.warnings.filter((warning) => stepOfWarning(warning.code) === "papers");
  return (
    <div className={styles.notices}>
      {selection.note && (
        <div className={styles.hint} data-tone="warn" role="alert" data-testid="paper-note">
          ⚠ {t(`intake.${selection.note}`)}
        </div>
      )}
      {fault && <FaultNotice fault={fault} />}
      {warnings.map((warning) => (
        <FaultNotice key={warning.code} fault={warning} tone="warn" />
      ))}
      {selection.isChoosingScanner && <ChooseScanner papers={papers} />}
    </div>
  );
}

function ChooseScanner({ papers }: { papers: Papers }): ReactElement {
  const search = useDeviceSearch();
  const chooseFiles = (): void => papers.perform({ kind: "files" });
  return <ScannerChoice search={search} onChoose={papers.chooseScanner} onFiles={chooseFiles} />;
}

function AddPaper({ dossier, papers }: PapersProps): ReactElement {
  const { t } = useTranslation();
  const leave = (): void => {
    papers.store.setState({ isAdding: false });
    if (dossier.components.length === 0) papers.perform({ kind: "enter" });
  };
  const take = (event: KeyboardEvent<HTMLInputElement>): void => {
    const name = event.currentTarget.value.trim();
    if (event.key !== "Enter" || event.nativeEvent.isComposing || event.ctrlKey) return;
    event.preventDefault();
    if (name === "") return leave();
    event.currentTarget.value = "";
    papers.addComponent(name);
  };
  return (
    <TextInput
      autoFocus
      mt="xs"
      label={t("intake.papers.addLabel")}
      maxLength={300}
      onKeyDown={take}
      data-testid="add-component"
    />
  );
}

interface HintsProps extends PapersProps {
  isTyping: boolean;
  openStation: () => void;
}

function Hints({ dossier, papers, isTyping, openStation }: HintsProps): ReactElement {
  const { t } = useTranslation();
  const { pageId, line } = papers.selection;
  const pages = line === "loose" ? dossier.loosePageIds : (dossier.components[line]?.pageIds ?? []);
  const page = pages.indexOf(pageId ?? "") + 1;
  return (
    <div className={`${styles.hint} ${styles.hintRow}`}>
      <span>{page > 0 ? t("intake.papers.keysPage", { page }) : t("intake.papers.keysLine")}</span>
      {!isTyping && (
        <span>
          <KeyHint keys="A" /> {t("intake.papers.add")}
        </span>
      )}
      <Button
        size="compact-sm"
        variant="default"
        tabIndex={-1}
        onMouseDown={(event) => event.preventDefault()}
        onClick={openStation}
        data-testid="open-station"
      >
        {t("intake.papers.station")}&nbsp;
        <KeyHint keys="F3" />
      </Button>
      <span>{t("intake.papers.drop")}</span>
    </div>
  );
}
