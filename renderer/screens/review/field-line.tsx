// One field: its name and state, its piece of the picture, its value to be confirmed or typed, and what speaks against it.
import { TextInput } from "@mantine/core";
import { useEffect, useRef, useState, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { PageField } from "../../../shared/contract";
import { FieldBadge, isOfLines, PageCrop } from "../../components";
import { labelOf } from "../../locales/label";
import { isDecided, isOpen } from "./field-order";
import type { Desk } from "./review-commands";
import styles from "./review.module.css";

/** The room for the piece of the picture, in CSS pixels. */
const CROP_FRAME = { width: 484, height: 36 };
const LINES_FRAME = { width: 484, height: 72 };
const COMPACT_FRAME = { width: 238, height: 28 };
/** Letters that can be seen at once in half a line. */
const LONGEST_COMPACT = 24;
/** A field counts as seen when most of it stood on the screen for this long. */
const SEEN_MS = 400;

export interface FieldLineProps {
  field: PageField;
  desk: Desk;
}

export function FieldLine({ field, desk: { review } }: FieldLineProps): ReactElement {
  const { i18n } = useTranslation();
  const line = useRef<HTMLDivElement>(null);
  const isChosen = review.chosen?.key === field.key;
  const label = labelOf(field.label, i18n.language);
  const { focus, seen } = review;
  // As it came: a row must not change its height under the hand when it is decided.
  const hasLines = field.box !== null && isOfLines(field.box, review.size);
  const [isCompact] = useState(() => !isOpen(field) && !hasLines && field.value.length <= LONGEST_COMPACT);
  const frame = isCompact ? COMPACT_FRAME : hasLines ? LINES_FRAME : CROP_FRAME;
  useEffect(() => {
    if (!isChosen) return;
    const input = line.current?.querySelector("input");
    input?.focus({ preventScroll: true });
    input?.select();
    line.current?.scrollIntoView({ block: "nearest" });
  }, [isChosen, focus]);
  useEffect(() => noteSeen(line.current, () => seen.add(field.key)), [field.key, seen]);
  return (
    <div
      ref={line}
      className={styles.field}
      data-testid="review-field"
      data-key={field.key}
      data-state={field.state}
      data-compact={isCompact || undefined}
      data-chosen={isChosen || undefined}
    >
      <div className={styles.fieldHead}>
        <label htmlFor={`field-${field.key}`}>{label}</label>
        <Provenance field={field} />
        <FieldBadge state={field.state} />
      </div>
      <div className={styles.pieces}>
        {field.box && <PageCrop src={review.src} page={review.size} box={field.box} frame={frame} label={label} />}
        <ValueInput field={field} review={review} isChosen={isChosen} />
      </div>
      <Checks field={field} />
    </div>
  );
}

interface ValueInputProps {
  field: PageField;
  review: Desk["review"];
  isChosen: boolean;
}

function ValueInput({ field, review, isChosen }: ValueInputProps): ReactElement {
  const { t } = useTranslation();
  const dismissed = field.state === "dismissed";
  return (
    <TextInput
      id={`field-${field.key}`}
      classNames={{ input: styles.value ?? "" }}
      value={review.typed[field.key] ?? (dismissed ? "" : field.value)}
      placeholder={t(dismissed ? "review.dismissedValue" : "review.typeValue")}
      maxLength={1000}
      spellCheck={false}
      autoComplete="off"
      data-review-field={field.key}
      data-testid="review-value"
      onChange={(event) => review.type(field.key, event.currentTarget.value)}
      onFocus={() => !isChosen && review.choose(field.key, false)}
    />
  );
}

/** Where the value comes from and how sure that is; a decided one has nothing left to weigh. */
function Provenance({ field }: { field: PageField }): ReactElement {
  const { t } = useTranslation();
  const { source, state, confidence } = field;
  const hasPercent = !isDecided(field) && state !== "unread" && (source === "ocr" || source === "text_layer");
  const percent = Math.round(confidence * 100);
  return (
    <span className={`${styles.faint} tabular`}>
      {t(`review.source.${source}`)}
      {hasPercent && ` · ${t("review.percent", { percent })}`}
    </span>
  );
}

function Checks({ field }: { field: PageField }): ReactElement | null {
  const { t } = useTranslation();
  if (field.checks.length === 0 || isDecided(field)) return null;
  return (
    <ul className={styles.checks}>
      {field.checks.map((check) => (
        <li key={check}>
          {t(`review.check.${check}`)}
          {check === "repaired" &&
            field.raw !== "" &&
            field.raw !== field.value &&
            ` (${t("review.readAs", { raw: field.raw })})`}
        </li>
      ))}
    </ul>
  );
}

function noteSeen(element: HTMLElement | null, note: () => void): () => void {
  if (!element) return () => undefined;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const observer = new IntersectionObserver(
    (entries) => {
      if (timer) clearTimeout(timer);
      timer = entries.some((entry) => entry.isIntersecting) ? setTimeout(note, SEEN_MS) : null;
    },
    { threshold: 0.8 },
  );
  observer.observe(element);
  return () => {
    if (timer) clearTimeout(timer);
    observer.disconnect();
  };
}
