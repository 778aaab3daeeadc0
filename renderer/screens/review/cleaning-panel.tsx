// How the picture was made ready for reading: step by step, each to be switched off, with the outcome beside the original.
import { Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { CleaningStep } from "../../../shared/contract";
import { api, client, faultOf, queryClient } from "../../bridge";
import { EmptyState, FaultNotice, Loading, pageImageUrl } from "../../components";
import { useAction } from "../../stores/use-action";
import type { Desk } from "./review-commands";
import styles from "./review.module.css";

export function CleaningPanel({ desk: { review } }: { desk: Desk }): ReactElement {
  const { t } = useTranslation();
  const pageId = review.page.id;
  const query = useQuery(api.recognition.recipe.queryOptions({ input: { pageId } }));
  const action = useAction();
  const steps = query.data?.steps ?? [];
  const change = (step: CleaningStep, isOff: boolean): void => {
    const off = steps.filter((each) => (each.name === step.name ? isOff : each.isOff)).map(({ name }) => name);
    void action.run(async () => {
      const recipe = await client.recognition.setRecipe({ pageId, off });
      queryClient.setQueryData(api.recognition.recipe.queryKey({ input: { pageId } }), recipe);
    });
  };
  const fault = action.fault ?? (query.error ? faultOf(query.error) : null);
  const state = review.reading?.state ?? "queued";
  return (
    <section className={styles.cleaning} aria-label={t("review.cleaning.title")} data-testid="review-cleaning">
      <CleanedPicture key={`${state} ${steps.map(({ isOff }) => Number(isOff)).join("")}`} review={review} />
      <div className={styles.steps}>
        <p className={styles.faint}>{t("review.cleaning.lead")}</p>
        {fault && <FaultNotice fault={fault} tone="warn" />}
        {query.isPending && <Loading />}
        {query.data && steps.length === 0 && <EmptyState title={t("review.cleaning.none")} />}
        {steps.map((step) => (
          <StepLine key={step.name} step={step} isBusy={action.isBusy} onChange={(isOff) => change(step, isOff)} />
        ))}
        {state !== "done" && state !== "failed" && (
          <p className={styles.faint} role="status">
            {t(`review.reading.${state}`)}
          </p>
        )}
      </div>
    </section>
  );
}

/** Asked for anew for every reading: the picture of another recipe is another one. */
function CleanedPicture({ review }: { review: Desk["review"] }): ReactElement {
  const { t } = useTranslation();
  const [isThere, setThere] = useState(true);
  const [askedAt] = useState(() => Date.now());
  const src = `${pageImageUrl(review.page.id, "cleaned")}&at=${String(askedAt)}`;
  return (
    <div className={styles.cleaned}>
      {isThere ? (
        <img
          src={src}
          alt={t("review.cleaning.picture")}
          data-testid="cleaned-picture"
          onError={() => setThere(false)}
        />
      ) : (
        <EmptyState title={t("review.cleaning.noPicture")} />
      )}
    </div>
  );
}

/** The other steps have figures that say nothing to a person. */
function hasFigure(name: CleaningStep["name"]): boolean {
  return name === "orientation" || name === "deskew" || name === "upsample";
}

interface StepLineProps {
  step: CleaningStep;
  isBusy: boolean;
  onChange: (isOff: boolean) => void;
}

function StepLine({ step, isBusy, onChange }: StepLineProps): ReactElement {
  const { t, i18n } = useTranslation();
  const { name, isOff, wasDone, value } = step;
  const figure =
    value === null || !hasFigure(name) ? "" : value.toLocaleString(i18n.language, { maximumFractionDigits: 1 });
  const done = wasDone ? "done" : "notNeeded";
  return (
    <div className={styles.cleaningStep} data-testid={`cleaning-${name}`} data-off={isOff || undefined}>
      <Switch
        label={t(`review.cleaning.step.${name}`)}
        checked={!isOff}
        disabled={isBusy}
        onChange={(event) => onChange(!event.currentTarget.checked)}
      />
      <span className={`${styles.faint} tabular`}>
        {t(`review.cleaning.${isOff ? "off" : done}`)}
        {figure !== "" && wasDone && ` · ${t(`review.cleaning.value.${name}`, { value: figure })}`}
      </span>
    </div>
  );
}
