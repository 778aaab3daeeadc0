// Home: what waits for the officer, and the way to a new visit.
import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { DossierSummary } from "../../../shared/contract";
import { api } from "../../bridge";
import { KeyHint, Panel } from "../../components";
import type { ScreenProps } from "../../stores/navigation";
import { DossierList } from "./dossier-list";
import type { HomeFilter } from "./filters";
import styles from "./home.module.css";
import { TodoPanel } from "./todo-panel";

export function HomeScreen({ navigate }: ScreenProps): ReactElement {
  const [filter, setFilter] = useState<HomeFilter>("all");
  const open = (dossier: DossierSummary): void => {
    if (dossier.delivery === "draft") navigate("intake", { dossierId: dossier.id });
    else navigate("dossier", { id: dossier.id });
  };
  return (
    <div className={styles.home} data-testid="screen-home">
      <div className={styles.side}>
        <StartButton onStart={() => navigate("intake")} />
        <TodayFigures />
        <TodoPanel onConflicts={() => navigate("conflicts")} onFilter={setFilter} />
      </div>
      <DossierList filter={filter} onFilter={setFilter} onOpen={open} />
    </div>
  );
}

function StartButton({ onStart }: { onStart: () => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <div>
      <Button
        fullWidth
        size="lg"
        data-testid="start-visit"
        leftSection={<IconPlus size={20} stroke={2} />}
        rightSection={<KeyHint keys="Ctrl+N" onAccent />}
        onClick={onStart}
      >
        {t("home.start")}
      </Button>
      <div className={styles.startHint}>{t("home.startHint")}</div>
    </div>
  );
}

function TodayFigures(): ReactElement {
  const { t } = useTranslation();
  const today = useQuery(api.dossiers.today.queryOptions());
  const figures = ["dossiers", "pages", "reused"] as const;
  return (
    <Panel title={t("home.today")}>
      <dl className={styles.figures} data-testid="today">
        {figures.map((name) => (
          <div key={name}>
            <dd className="tabular">{today.data ? today.data[name] : "–"}</dd>
            <dt>{t(`home.figures.${name}`)}</dt>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
