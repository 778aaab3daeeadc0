// Settings: each part shows its present state first, then what can be changed.
import { useQuery } from "@tanstack/react-query";
import { useState, type ComponentType, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Settings } from "../../../shared/contract";
import { api, faultOf } from "../../bridge";
import { FaultNotice, Loading, moveBetweenRows, Panel } from "../../components";
import type { ScreenProps } from "../../stores/navigation";
import { CounterPart } from "./counter-part";
import { HealthPart } from "./health-part";
import { LanguagePart } from "./language-part";
import { LinePart } from "./line-part";
import { OcrPart } from "./ocr-part";
import { PrinterPart } from "./printer-part";
import { ProvincePart } from "./province-part";
import { TrainingPart } from "./training-part";
import styles from "./settings.module.css";

/** Scanners have a screen of their own. */
interface Part {
  name: string;
  component: ComponentType<{ settings: Settings }> | { screen: string };
  /** What stands beside its name; "" for nothing. */
  present: (settings: Settings) => string;
}

const PARTS: readonly Part[] = [
  { name: "counter", component: CounterPart, present: ({ counter }) => counter?.counterName ?? "" },
  { name: "province", component: ProvincePart, present: ({ provinceUrl }) => hostOf(provinceUrl) },
  { name: "line", component: LinePart, present: ({ line }) => line.endOfDayAt ?? "" },
  { name: "scanner", component: { screen: "scanners" }, present: () => "→" },
  { name: "printer", component: PrinterPart, present: ({ receiptPrinter }) => receiptPrinter ?? "" },
  { name: "ocr", component: OcrPart, present: ({ ocrEngine }) => (ocrEngine === "tesseract" ? ocrEngine : "") },
  { name: "language", component: LanguagePart, present: ({ language }) => language },
  { name: "training", component: TrainingPart, present: () => "" },
  { name: "health", component: HealthPart, present: () => "" },
];

export function SettingsScreen({ params, navigate }: ScreenProps): ReactElement {
  const settings = useQuery(api.system.settings.queryOptions({ staleTime: Infinity }));
  if (settings.isPending) return <Loading />;
  if (settings.error) return <FaultNotice fault={faultOf(settings.error)} />;
  return <SettingsView settings={settings.data} first={params.part ?? "counter"} navigate={navigate} />;
}

interface SettingsViewProps {
  settings: Settings;
  first: string;
  navigate: ScreenProps["navigate"];
}

function SettingsView({ settings, first, navigate }: SettingsViewProps): ReactElement {
  const { t } = useTranslation();
  const [name, setName] = useState(first);
  const part = PARTS.find((candidate) => candidate.name === name) ?? PARTS[0];
  const Shown = part && !("screen" in part.component) ? part.component : CounterPart;
  const open = ({ name: chosen, component }: Part): void =>
    "screen" in component ? navigate(component.screen) : setName(chosen);
  return (
    <div className={styles.settings} data-testid="screen-settings">
      <nav className={styles.parts} aria-label={t("settings.title")} onKeyDown={moveBetweenRows}>
        {PARTS.map((candidate) => (
          <button
            key={candidate.name}
            type="button"
            data-row
            aria-current={candidate === part ? "page" : undefined}
            data-testid={`settings-${candidate.name}`}
            onClick={() => open(candidate)}
          >
            <span>{t(`settings.parts.${candidate.name}`)}</span>
            <span className={styles.present}>{candidate.present(settings)}</span>
          </button>
        ))}
      </nav>
      <div className={styles.shown}>
        <Panel title={t(`settings.parts.${part?.name ?? "counter"}`)}>
          <div className={styles.part}>
            <Shown settings={settings} />
          </div>
        </Panel>
      </div>
    </div>
  );
}

function hostOf(url: string | null): string {
  return url && URL.canParse(url) ? new URL(url).host : "";
}
