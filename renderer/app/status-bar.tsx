// Bottom band, always visible: network and queue, text reading, scanner, printer, disk. Each part opens its place.
import { useQuery } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Settings } from "../../shared/contract";
import { api } from "../bridge";
import { formatBytes } from "../locales/format";
import { runToTell } from "../stores/scan-run";
import { useScanRuns } from "../stores/scan-runs";
import { useNavigation, type ScreenParams } from "../stores/navigation";
import { printerWords, queueWords, recognitionWords, scannerWords, type StatusWords } from "./status-words";
import { useNow } from "./use-now";
import styles from "./frame.module.css";

const ASK_AGAIN_MS = 60_000;
const LOW_DISK_BYTES = 2_000_000_000;

export function StatusBar({ settings }: { settings: Settings }): ReactElement {
  const { t } = useTranslation();
  const now = useNow();
  const sync = useQuery(api.sync.status.queryOptions({ refetchInterval: ASK_AGAIN_MS }));
  const recognition = useQuery(api.recognition.queue.queryOptions({ refetchInterval: ASK_AGAIN_MS }));
  const printers = useQuery(api.printing.printers.queryOptions({ refetchInterval: ASK_AGAIN_MS }));
  const filter = sync.data && sync.data.attention > 0 ? "attention" : "all";
  return (
    <footer className={styles.status} data-testid="status-bar" aria-label={t("app.status.label")}>
      <Part testId="status-sync" words={queueWords(sync.data, now)} screen="queue" params={{ filter }} wide />
      <Part
        testId="status-ocr"
        words={recognitionWords(recognition.data)}
        screen="settings"
        params={{ part: "health" }}
      />
      <RunsPart />
      <ScannerPart />
      <Part
        testId="status-printer"
        words={printerWords(settings.receiptPrinter, printers.data)}
        screen="settings"
        params={{ part: "printer" }}
      />
      <DiskPart />
    </footer>
  );
}

/** Runs go on when their screen is left; this leads back to them. */
function RunsPart(): ReactElement | null {
  const { t } = useTranslation();
  const run = useScanRuns((state) => runToTell(state.runs));
  const { screen, params } = useNavigation((state) => state.place);
  // The station tells more of its own run.
  if (!run || (screen === "scan-station" && params.dossierId === run.dossierId)) return null;
  const isFailed = run.state === "failed";
  return (
    <PartButton
      testId="status-run"
      tone={isFailed ? "bad" : "plain"}
      screen="scan-station"
      params={{ dossierId: run.dossierId, componentId: run.goesTo.componentId ?? undefined }}
    >
      {t(isFailed ? "app.status.runFailed" : "app.status.running", { count: run.pageCount })}
    </PartButton>
  );
}

function ScannerPart(): ReactElement {
  const profiles = useQuery(api.scanning.profiles.list.queryOptions({ refetchInterval: ASK_AGAIN_MS }));
  const devices = useQuery(api.scanning.panel.list.queryOptions({ refetchInterval: ASK_AGAIN_MS }));
  return (
    <Part
      testId="status-scanner"
      words={scannerWords(profiles.data, devices.data ?? [])}
      screen="scanners"
      params={{}}
    />
  );
}

function DiskPart(): ReactElement {
  const { t, i18n } = useTranslation();
  const health = useQuery(api.system.health.queryOptions({ refetchInterval: ASK_AGAIN_MS }));
  const free = health.data?.freeBytes;
  if (free === undefined)
    return <Part testId="status-disk" words={UNKNOWN} screen="settings" params={{ part: "health" }} />;
  const tone = free < LOW_DISK_BYTES ? "bad" : "plain";
  return (
    <PartButton testId="status-disk" tone={tone} screen="settings" params={{ part: "health" }}>
      {t("app.status.disk", { size: formatBytes(free, i18n.language) })}
    </PartButton>
  );
}

const UNKNOWN: StatusWords = { tone: "plain", parts: [{ key: "unknown" }] };

interface PlaceProps {
  testId: string;
  screen: string;
  params: ScreenParams;
  wide?: boolean;
}

function Part({ words, ...place }: PlaceProps & { words: StatusWords }): ReactElement {
  const { t } = useTranslation();
  const say = ({ key, facts = {}, age }: StatusWords["parts"][number]): string => {
    const ageText = age ? t(`app.status.age.${age.count === 0 ? "now" : age.unit}`, { count: age.count }) : "";
    return t(`app.status.${key}`, { ...facts, age: ageText });
  };
  return (
    <PartButton {...place} tone={words.tone}>
      {words.parts.map(say).join(" · ")}
    </PartButton>
  );
}

function PartButton(props: PlaceProps & { tone: string; children: ReactNode }): ReactElement {
  const navigate = useNavigation((state) => state.navigate);
  return (
    <button
      type="button"
      className={`${styles.statusPart} tabular`}
      data-tone={props.tone}
      data-wide={props.wide || undefined}
      data-testid={props.testId}
      onClick={() => navigate(props.screen, props.params)}
    >
      <span className={styles.dot} aria-hidden />
      <span className={styles.statusText}>{props.children}</span>
    </button>
  );
}
