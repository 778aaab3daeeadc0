// Which paper the page is: as the machine believes, or as the officer says.
import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { fold } from "../../../shared/text";
import { api } from "../../bridge";
import { KeyHint } from "../../components";
import { labelOf } from "../../locales/label";
import styles from "./review.module.css";
import type { PageReview } from "./use-page-review";

const UNKNOWN = "unknown";

export function TypeChoice({ review, focus }: { review: PageReview; focus: number }): ReactElement {
  const { t, i18n } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const types = useQuery(api.extraction.types.queryOptions({ staleTime: Infinity })).data ?? [];
  const type = review.reading?.type ?? null;
  const data = types
    .map(({ id, name }) => ({ value: id, label: labelOf(name, i18n.language) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, i18n.language));
  useEffect(() => {
    if (focus === 0) return;
    input.current?.click();
    input.current?.focus();
    // What is typed takes the place of the name that stands there.
    input.current?.select();
  }, [focus]);
  return (
    <div className={styles.type}>
      <Select
        ref={input}
        searchable
        selectFirstOptionOnChange
        allowDeselect={false}
        aria-label={t("review.type.label")}
        data-type-choice
        data-testid="review-type"
        placeholder={review.reading?.state === "done" ? t("review.type.unknown") : ""}
        data={[...data, { value: UNKNOWN, label: t("review.type.none") }]}
        value={type?.id ?? null}
        filter={({ options, search }) =>
          options.filter((option) => "label" in option && fold(option.label).includes(fold(search)))
        }
        nothingFoundMessage={t("review.type.notFound")}
        maxDropdownHeight={420}
        onDropdownClose={() => review.choose(null)}
        onChange={(value) => review.setType(value === UNKNOWN ? null : value)}
        rightSection={<KeyHint keys="F4" />}
        rightSectionPointerEvents="none"
      />
      <TypeWords review={review} />
    </div>
  );
}

function TypeWords({ review }: { review: PageReview }): ReactElement | null {
  const { t } = useTranslation();
  const type = review.reading?.type;
  if (!type) return null;
  const words = type.chosenByOfficer
    ? t("review.type.chosen")
    : t("review.type.sure", { percent: Math.round(type.confidence * 100) });
  return (
    <span className={styles.faint} data-testid="review-type-words">
      {words}
    </span>
  );
}
