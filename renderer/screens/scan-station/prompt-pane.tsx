// What lies over the station until it is done: into which paper, the bin, the camera, separator sheets, which scanner.
import { Button, TextInput } from "@mantine/core";
import { useState, type KeyboardEvent, type ReactElement, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DossierComponent } from "../../../shared/contract";
import { KeyHint, ScannerChoice } from "../../components";
import { useDeviceSearch } from "../../stores/scan-profiles";
import { mergeInto, splitInto } from "./paper-commands";
import { RemovedPages } from "./removed-pages";
import styles from "./scan-station.module.css";
import { SeparatorPrint } from "./separator-print";
import type { Prompt } from "./station-store";
import type { StationState } from "./use-station";

export function PromptPane({ view }: { view: StationState }): ReactElement | null {
  const { t } = useTranslation();
  const { prompt } = view.station;
  if (prompt === null || prompt === "camera") return null;
  const close = (): void => view.store.setState({ prompt: null });
  return (
    <section className={styles.prompt} data-prompt={prompt} data-testid={`prompt-${prompt}`}>
      <div className={styles.promptHead}>
        <h2>{t(`scan-station.prompt.${prompt}`)}</h2>
        <Button size="compact-sm" variant="subtle" color="gray" tabIndex={-1} onClick={close}>
          {t("app.close")}&nbsp;
          <KeyHint keys="Esc" />
        </Button>
      </div>
      {BODIES[prompt](view)}
    </section>
  );
}

const BODIES: Record<Exclude<Prompt, "camera">, (view: StationState) => ReactNode> = {
  split: (view) => <SplitPrompt view={view} />,
  merge: (view) => <MergePrompt view={view} />,
  removed: (view) => <RemovedPages view={view} />,
  separators: (view) => <SeparatorPrint dossierId={view.dossier.id} />,
  scanner: (view) => <ScannerPrompt view={view} />,
};

/** A digit chooses a paper, letters name a new one. */
function SplitPrompt({ view }: { view: StationState }): ReactElement {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const take = (event: KeyboardEvent): void => {
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    if (name === "" && digit !== undefined && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      view.perform({ kind: "digit", digit: Number(digit) });
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing && name.trim() !== "") {
      event.preventDefault();
      splitInto(view.desk, { kind: "new", name: name.trim() });
    }
  };
  const into = (componentId: string): void => splitInto(view.desk, { kind: "component", componentId });
  return (
    <>
      <p className={styles.promptHint}>{t("scan-station.prompt.splitHint", { page: view.shown?.position ?? 0 })}</p>
      <ComponentButtons view={view} onChoose={into} />
      <TextInput
        autoFocus
        mt="xs"
        label={t("scan-station.prompt.newPaper")}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={take}
        data-testid="split-name"
      />
    </>
  );
}

function MergePrompt({ view }: { view: StationState }): ReactElement {
  const { t } = useTranslation();
  const from = view.dossier.components.find(({ id }) => id === view.shown?.componentId);
  return (
    <>
      <p className={styles.promptHint}>
        {t("scan-station.prompt.mergeHint", { name: from?.label ?? t("scan-station.loose") })}
      </p>
      <ComponentButtons view={view} onChoose={(componentId) => mergeInto(view.desk, componentId)} />
    </>
  );
}

interface ComponentButtonsProps {
  view: StationState;
  onChoose: (componentId: string) => void;
}

function ComponentButtons({ view, onChoose }: ComponentButtonsProps): ReactElement {
  const { components } = view.dossier;
  const isOther = ({ id, duty }: DossierComponent): boolean => duty === "submit" && id !== view.shown?.componentId;
  return (
    <div className={styles.choices}>
      {components.filter(isOther).map((component) => {
        const digit = components.indexOf(component) + 1;
        return (
          <Button
            key={component.id}
            size="compact-md"
            variant="default"
            tabIndex={-1}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(component.id)}
          >
            {digit <= 9 && <KeyHint keys={String(digit)} />}&nbsp;{component.label}
          </Button>
        );
      })}
    </div>
  );
}

function ScannerPrompt({ view }: { view: StationState }): ReactElement {
  const search = useDeviceSearch();
  return (
    <ScannerChoice search={search} onChoose={view.chooseScanner} onFiles={() => view.perform({ kind: "files" })} />
  );
}
