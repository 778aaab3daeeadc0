// The bottom of the review: what was said last or what the keys do now, undo, the way out, and the primary action.
import { Button } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { KeyHint } from "../../components";
import { glanceOf } from "./field-order";
import type { Desk } from "./review-commands";
import type { ReviewCommand } from "./review-keys";
import styles from "./review.module.css";

export interface ActionBarProps {
  desk: Desk;
  perform: (command: ReviewCommand) => void;
}

export function ActionBar({ desk, perform }: ActionBarProps): ReactElement {
  const { t } = useTranslation();
  const { review, isLastPage } = desk;
  const { sure } = glanceOf(review.fields);
  const then = t(isLastPage ? "review.thenBack" : "review.thenNext");
  return (
    <div className={styles.bar}>
      <Said desk={desk} />
      <BarButton keys="F9" isDisabled={!review.chosen} onClick={() => perform({ kind: "box" })}>
        {t("review.readAgain")}
      </BarButton>
      <BarButton keys="Ctrl+Z" isDisabled={review.reading?.canUndo !== true} onClick={() => perform({ kind: "undo" })}>
        {t("app.undo")}
      </BarButton>
      <BarButton keys="Esc" isDisabled={false} onClick={() => desk.leave()}>
        {t("review.leave")}
      </BarButton>
      <Button
        size="md"
        flex="none"
        tabIndex={-1}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => perform({ kind: "done" })}
        data-testid="primary"
      >
        {sure > 0 ? t("review.acceptSure", { count: sure, then: then.toLowerCase() }) : then}&nbsp;
        <KeyHint keys="Ctrl+Enter" onAccent />
      </Button>
    </div>
  );
}

function Said({ desk: { review } }: { desk: Desk }): ReactElement {
  const { t } = useTranslation();
  if (review.note) {
    return (
      <span className={styles.said} role="status" data-testid="review-said">
        <strong>{t(`review.say.${review.note}`)}</strong>
      </span>
    );
  }
  const keys = review.mode === "fields" && review.fields.length === 0 ? "none" : review.mode;
  return <span className={styles.said}>{t(`review.keys.${keys}`)}</span>;
}

interface BarButtonProps {
  keys: string;
  isDisabled: boolean;
  onClick: () => void;
  children: string;
}

function BarButton({ keys, isDisabled, onClick, children }: BarButtonProps): ReactElement {
  return (
    <Button
      size="compact-md"
      variant="subtle"
      color="gray"
      flex="none"
      tabIndex={-1}
      disabled={isDisabled}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
      data-testid={`review-${keys}`}
    >
      {children}&nbsp;
      <KeyHint keys={keys} />
    </Button>
  );
}
