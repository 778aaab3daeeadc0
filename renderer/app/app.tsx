// What surrounds every screen, and the decision whether the counter can be used at all.
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { useEffect, type ReactElement } from "react";
import { api, faultOf, queryClient, useCoreState } from "../bridge";
import { FaultNotice, theme } from "../components";
import { setLanguage } from "../locales/i18n";
import { CrashBoundary } from "./crash-boundary";
import { FirstRun } from "./first-run";
import { Frame } from "./frame";
import { RefusedNotice, StartingNotice } from "./start-notices";
import styles from "./frame.module.css";

export function App({ nonce }: { nonce: string }): ReactElement {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-left" limit={3} classNames={{ root: styles.toasts }} />
        <CrashBoundary>
          <Gate />
        </CrashBoundary>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Gate(): ReactElement {
  const core = useCoreState((state) => state.core);
  const settings = useQuery(api.system.settings.queryOptions({ staleTime: Infinity }));
  const language = settings.data?.language;
  useEffect(() => {
    if (language) setLanguage(language);
  }, [language]);

  if (core.state === "refused") return <RefusedNotice fault={core.fault} />;
  if (settings.data) return settings.data.counter ? <Frame settings={settings.data} /> : <FirstRun />;
  if (!settings.error || core.state !== "ready") return <StartingNotice />;
  const retry = { label: "↻", run: () => void settings.refetch() };
  return (
    <main className={styles.lonely}>
      <FaultNotice fault={faultOf(settings.error)} action={retry} />
    </main>
  );
}
