// The words as they were read, each at its place on the picture, to be walked over and mended.
import { useEffect, useRef, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Size } from "../../components";
import { FaultNotice } from "../../components";
import { placeOf } from "./place-of";
import type { Desk } from "./review-commands";
import styles from "./review.module.css";
import { useWordWalk, type WordWalk } from "./use-word-walk";
import { lookOf } from "./word-walk";

export function WordLayer({ desk }: { desk: Desk }): ReactElement {
  const { t } = useTranslation();
  const view = useWordWalk(desk);
  const { words, at, draft, fault } = view;
  const { size } = desk.review;
  const layer = useRef<HTMLDivElement>(null);
  const isWalking = draft === null;
  useEffect(() => {
    if (isWalking) layer.current?.focus({ preventScroll: true });
  }, [isWalking]);
  return (
    <div
      ref={layer}
      className={styles.wordLayer}
      role="listbox"
      aria-label={t("review.words.title")}
      aria-activedescendant={at >= 0 ? `word-${String(at)}` : undefined}
      tabIndex={0}
      data-own-keys
      data-testid="word-layer"
      onKeyDown={view.onKey}
    >
      {words.map((word, index) => (
        <div
          key={`${String(word.x0)} ${String(word.y0)} ${String(index)}`}
          id={`word-${String(index)}`}
          role="option"
          aria-selected={index === at}
          aria-label={word.text}
          className={styles.word}
          style={placeOf(word, size)}
          data-look={lookOf(word)}
          data-chosen={index === at || undefined}
          data-testid="word"
          onClick={() => (index === at ? view.setDraft(word.text) : view.choose(index))}
        />
      ))}
      <WordEditor view={view} size={size} />
      {fault && <FaultNotice fault={fault} tone="warn" />}
    </div>
  );
}

/** Below the word: what was read there, or what is typed instead. */
function WordEditor({ view, size }: { view: WordWalk; size: Size }): ReactElement | null {
  const { t } = useTranslation();
  const { word, draft } = view;
  if (!word) return null;
  const { left, top, height } = placeOf(word, size);
  const look = lookOf(word);
  const origin = look === "edited" ? word.editedFrom : look === "repaired" ? word.repairedFrom : undefined;
  return (
    <div className={styles.wordEditor} style={{ left, top: `calc(${top} + ${height})` }}>
      {draft === null ? (
        <span data-testid="word-text">{word.text}</span>
      ) : (
        <input
          autoFocus
          value={draft}
          maxLength={200}
          spellCheck={false}
          aria-label={t("review.words.instead", { word: word.text })}
          data-testid="word-input"
          onChange={(event) => view.setDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
            event.preventDefault();
            event.stopPropagation();
            if (event.key === "Enter") view.put(draft);
            else view.setDraft(null);
          }}
        />
      )}
      {look !== "sure" && <span className={styles.faint}>{t(`review.words.${look}`, { from: origin ?? "" })}</span>}
    </div>
  );
}
