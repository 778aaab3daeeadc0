// One field with its three values, who changed it and when, the page it was read from, and a value of one's own.
import { TextInput } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Conflict } from "../../../shared/contract";
import { KeyHint } from "../../components";
import { formatMoment } from "../../locales/format";
import styles from "./conflicts.module.css";
import type { Choice } from "./decisions";
import { PagePiece } from "./page-piece";
import { takesOwnValue, valueWords } from "./value-words";

const SIDES = ["base", "mine", "theirs"] as const;

interface ConflictFieldProps {
  conflict: Conflict;
  choice: Choice | null;
  isChosen: boolean;
  onChoose: () => void;
  onTake: (choice: Choice) => void;
}

export function ConflictField({ conflict, choice, isChosen, onChoose, onTake }: ConflictFieldProps): ReactElement {
  const { t } = useTranslation();
  const name = t(`conflicts.fields.${fieldKey(conflict.field)}`, { defaultValue: conflict.field });
  return (
    <section
      className={styles.field}
      aria-label={name}
      data-chosen={isChosen || undefined}
      data-testid={`conflict-${conflict.field}`}
      onClick={onChoose}
    >
      <h3>{name}</h3>
      <div className={styles.sides}>
        {SIDES.map((side, index) => (
          <button
            key={side}
            type="button"
            className={styles.side}
            aria-pressed={choice?.take === side}
            data-testid={`take-${side}`}
            onClick={() => onTake({ take: side })}
          >
            <span className={styles.sideHead}>
              <KeyHint keys={String(index + 1)} /> {t(`conflicts.sides.${side}`)}
            </span>
            <span className={styles.value}>{valueWords(t, conflict.field, conflict[side])}</span>
            <span className={styles.faint}>{whoAndWhen(conflict, side)}</span>
          </button>
        ))}
      </div>
      {takesOwnValue(conflict.field) && (
        <TextInput
          size="sm"
          label={
            <span className={styles.ownLabel}>
              <KeyHint keys="4" /> {t("conflicts.own")}
            </span>
          }
          maxLength={2000}
          data-testid="own-value"
          value={choice?.take === "own" ? choice.value : ""}
          onFocus={onChoose}
          onChange={(event) => onTake({ take: "own", value: event.currentTarget.value })}
        />
      )}
      {isChosen && conflict.page && <PagePiece dossierId={conflict.dossierId} page={conflict.page} label={name} />}
    </section>
  );
}

/** Files stand under their id: one word for all of them. */
function fieldKey(field: string): string {
  return field.split(".")[0] ?? field;
}

function whoAndWhen(conflict: Conflict, side: (typeof SIDES)[number]): string {
  if (side === "base") return "";
  const by = side === "mine" ? conflict.mineBy : conflict.theirsBy;
  const at = formatMoment(side === "mine" ? conflict.mineAtUtc : conflict.theirsAtUtc);
  return [by, at].filter((word) => word !== "").join(" · ");
}
