// The three bands: top bar, work area, status bar.
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Settings } from "../../shared/contract";
import { api, useCoreState } from "../bridge";
import { SCREENS, type Screen } from "../screens/registry";
import { useNavigation } from "../stores/navigation";
import { CrashBoundary } from "./crash-boundary";
import { KeyList } from "./key-list";
import { StatusBar } from "./status-bar";
import { TopBar } from "./top-bar";
import { useGlobalKeys } from "./use-global-keys";
import { useScanAnywhere } from "./use-scan-anywhere";
import styles from "./frame.module.css";

export function Frame({ settings }: { settings: Settings }): ReactElement {
  const [keysOpen, setKeysOpen] = useState(false);
  useGlobalKeys({ showKeys: () => setKeysOpen(true) });
  useScanAnywhere();
  return (
    <div className={styles.frame}>
      <TopBar counter={settings.counter} onKeys={() => setKeysOpen(true)} />
      <div className={styles.banners}>
        <TrainingBand />
        <CoreBanner />
      </div>
      <WorkArea />
      <StatusBar settings={settings} />
      <KeyList open={keysOpen} onClose={() => setKeysOpen(false)} />
    </div>
  );
}

function WorkArea(): ReactElement {
  const { place, navigate } = useNavigation();
  const { component: Current, name } = screenNamed(place.screen);
  return (
    <main className={styles.work} data-testid={`work-${name}`}>
      <CrashBoundary key={place.visit}>
        <Current params={place.params} navigate={navigate} />
      </CrashBoundary>
    </main>
  );
}

/** Stays as long as the window is open: nobody may take a training dossier for a real one. */
function TrainingBand(): ReactElement | null {
  const { t } = useTranslation();
  const health = useQuery(api.system.health.queryOptions({ staleTime: Infinity }));
  if (!health.data?.training) return null;
  return (
    <div className={styles.training} role="note" data-testid="training-band">
      {t("app.training")}
    </div>
  );
}

function CoreBanner(): ReactElement | null {
  const { t } = useTranslation();
  const core = useCoreState((state) => state.core);
  if (core.state !== "restarting") return null;
  return (
    <div className={styles.banner} role="status" data-testid="core-restarting">
      {t("app.core.restarting", { starts: core.starts })}
    </div>
  );
}

function screenNamed(name: string): Screen {
  const found = SCREENS.find((screen) => screen.name === name) ?? SCREENS[0];
  if (!found) throw new Error("no screens are registered");
  return found;
}
