// Top band: where we are and who works here, the main screens, and the search box.
import { IconHome, IconKeyboard, IconListCheck, IconSettings } from "@tabler/icons-react";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CounterSettings } from "../../shared/contract";
import { useNavigation } from "../stores/navigation";
import { SearchBox } from "./search-box";
import styles from "./frame.module.css";

export interface TopBarProps {
  counter: CounterSettings | null;
  onKeys: () => void;
}

export function TopBar({ counter, onKeys }: TopBarProps): ReactElement {
  const { t } = useTranslation();
  const place = counter
    ? [counter.unitName || counter.governingBody, counter.counterName, counter.officerName]
    : [t("app.counterUnset")];
  return (
    <header className={styles.top} data-testid="top-bar">
      <nav className={styles.nav} aria-label={t("app.nav.label")}>
        <NavButton screen="home" label={t("app.nav.home")} icon={<IconHome size={18} stroke={1.8} />} />
        <NavButton screen="queue" label={t("app.nav.queue")} icon={<IconListCheck size={18} stroke={1.8} />} />
        <NavButton screen="settings" label={t("app.nav.settings")} icon={<IconSettings size={18} stroke={1.8} />} />
      </nav>
      <div className={styles.unit}>{place.filter((part) => part !== "").join(" · ")}</div>
      <SearchBox />
      <button
        type="button"
        className={styles.iconButton}
        onClick={onKeys}
        aria-label={t("app.nav.keys")}
        title={`${t("app.nav.keys")} (F1)`}
      >
        <IconKeyboard size={18} stroke={1.8} />
      </button>
    </header>
  );
}

function NavButton({ screen, label, icon }: { screen: string; label: string; icon: ReactNode }): ReactElement {
  const { place, navigate } = useNavigation();
  return (
    <button
      type="button"
      className={styles.navButton}
      aria-current={place.screen === screen ? "page" : undefined}
      onClick={() => navigate(screen)}
      data-testid={`nav-${screen}`}
    >
      {icon}
      {label}
    </button>
  );
}
