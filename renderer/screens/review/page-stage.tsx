// The picture of the page with what stands on it: boxes of fields, words, or the box to be read again.
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Box, PageField } from "../../../shared/contract";
import { labelOf } from "../../locales/label";
import { BoxLayer } from "./box-layer";
import { placeOf } from "./place-of";
import { type Desk, performCommand } from "./review-commands";
import styles from "./review.module.css";
import { StageBar } from "./stage-bar";
import { WordLayer } from "./word-layer";

export function PageStage({ desk }: { desk: Desk }): ReactElement {
  const { t } = useTranslation();
  const { review, stage } = desk;
  const { size, mode } = review;
  const { setView, zoom, box, reveal } = stage;
  const width =
    zoom === 0 ? `min(100cqw, calc(100cqh * ${String(size.width / size.height)}))` : `calc(100cqw * ${String(zoom)})`;
  const revealAgain = (): void => {
    if (review.chosen?.box) reveal(review.chosen.box);
  };
  return (
    <div className={styles.stage}>
      <div ref={setView} className={styles.viewport} data-testid="review-stage" data-zoom={zoom}>
        <div className={styles.sheet} style={{ width, aspectRatio: `${String(size.width)} / ${String(size.height)}` }}>
          <img src={review.src} alt={t("review.picture")} draggable={false} onLoad={revealAgain} />
          {(mode === "fields" || mode === "cleaning") && <FieldBoxes desk={desk} />}
          {mode === "words" && <WordLayer desk={desk} />}
          {mode === "box" && box && <BoxLayer stage={stage} size={size} />}
        </div>
      </div>
      <StageBar mode={mode} zoom={zoom} perform={(command) => performCommand(desk, command)} />
    </div>
  );
}

/** The mouse's way to a field; the keyboard's is the list. */
function FieldBoxes({ desk: { review } }: { desk: Desk }): ReactElement {
  const { i18n } = useTranslation();
  const { fields, size, chosen } = review;
  const placed = fields.flatMap((field) => (field.box ? [{ field, box: field.box }] : []));
  return (
    <div aria-hidden>
      {placed.map(({ field, box }: { field: PageField; box: Box }) => (
        <div
          key={field.key}
          className={styles.fieldBox}
          style={placeOf(box, size)}
          title={labelOf(field.label, i18n.language)}
          data-state={field.state}
          data-chosen={field.key === chosen?.key || undefined}
          data-testid="field-box"
          onClick={() => review.choose(field.key)}
        />
      ))}
    </div>
  );
}
