// Catches a fault of a screen so that the frame stays and the officer gets out.
import { Button } from "@mantine/core";
import { Component, type ErrorInfo, type ReactElement, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useNavigation } from "../stores/navigation";
import styles from "./frame.module.css";

interface State {
  error: Error | null;
}

export class CrashBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error("screen failed", error instanceof Error ? error.name : "", info.componentStack);
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error ? <CrashNotice error={error} onLeave={() => this.setState({ error: null })} /> : this.props.children;
  }
}

function CrashNotice({ error, onLeave }: { error: Error; onLeave: () => void }): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigation((state) => state.navigate);
  const leave = (): void => {
    navigate("home");
    onLeave();
  };
  return (
    <div className={styles.lonely} role="alert">
      <h1>{t("app.crash.title")}</h1>
      <p>{t("app.crash.safe")}</p>
      <Button onClick={leave} autoFocus>
        {t("app.crash.home")}
      </Button>
      <details>
        <summary>{t("app.details")}</summary>
        <pre className={styles.stack}>{error.stack}</pre>
      </details>
    </div>
  );
}
