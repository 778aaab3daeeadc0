// Below a field of the form: what a paper says for it, from which page, and the key that takes it.
import { IconAlertTriangle, IconFileText } from "@tabler/icons-react";
import { useEffect, useEffectEvent, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { KeyHint, PageCrop, readablePageUrl, shownSize } from "../../../components";
import { labelOf } from "../../../locales/label";
import styles from "../intake.module.css";
import type { SuggestionMark } from "./suggestion-marks";
import { canBeCompared, type Suggestions } from "./use-suggestions";

/** Nobody reads an offer in less. */
const SEEN_MS = 400;
const CROP_FRAME = { width: 320, height: 34 };

export interface SuggestionHintProps {
  mark: SuggestionMark | undefined;
  suggestions: Suggestions;
}

export function SuggestionHint({ mark, suggestions }: SuggestionHintProps): ReactElement | null {
  const { t, i18n } = useTranslation();
  useSeen(mark, suggestions);
  if (!mark) return null;
  const { kind, target, suggestion } = mark;
  const { field, typeName } = suggestion;
  const page = suggestions.pageOf(mark);
  const facts = { paper: labelOf(typeName, i18n.language), page: page?.position ?? "", value: field.value };
  const isComparable = canBeCompared(mark, page);
  const Icon = kind === "offer" ? IconFileText : IconAlertTriangle;
  const take = (): void => void suggestions.accept(target, kind === "differs" ? "instead" : "offered");
  return (
    <div className={styles.suggestion} data-kind={kind} data-testid={`suggestion-${target}`}>
      {kind !== "offer" && field.box && page && (
        <PageCrop
          src={readablePageUrl(page)}
          page={shownSize(page)}
          box={field.box}
          frame={CROP_FRAME}
          label={labelOf(field.label, i18n.language)}
        />
      )}
      <button type="button" tabIndex={-1} disabled={!isComparable} onClick={take}>
        <Icon size={15} stroke={2} />
        <span>{t(`intake.suggestion.${kind}`, facts)}</span>
        <KeyHint keys={isComparable ? (kind === "differs" ? "Alt+Enter" : "Enter") : "F7"} />
      </button>
    </div>
  );
}

function useSeen(mark: SuggestionMark | undefined, suggestions: Suggestions): void {
  const note = useEffectEvent(() => mark && suggestions.noteSeen(mark));
  const { kind, suggestion } = mark ?? {};
  useEffect(() => {
    const timer = setTimeout(() => note(), SEEN_MS);
    return () => clearTimeout(timer);
  }, [kind, suggestion?.value]);
}
