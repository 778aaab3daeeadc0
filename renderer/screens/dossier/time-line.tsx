// The life of a dossier: what happened when.
import type { TFunction } from "i18next";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { DossierEvent } from "../../../shared/contract";
import { EmptyState, Panel } from "../../components";
import { formatMoment } from "../../locales/format";
import styles from "./dossier.module.css";

export function TimeLine({ events }: { events: readonly DossierEvent[] }): ReactElement {
  const { t } = useTranslation();
  return (
    <Panel title={t("dossier.life")}>
      {events.length === 0 && <EmptyState title={t("dossier.noEvents")} />}
      <ol className={styles.life} data-testid="time-line">
        {[...events].reverse().map((event) => (
          <EventLine key={event.sequence} event={event} />
        ))}
      </ol>
    </Panel>
  );
}

function EventLine({ event }: { event: DossierEvent }): ReactElement {
  const { t } = useTranslation();
  const state = typeof event.facts.to === "number" ? t(`app.provinceState.${String(event.facts.to)}`) : "";
  const words = t(`events.${event.kind}`, {
    ...event.facts,
    ...fieldWords(t, event.facts),
    state,
    defaultValue: t("events.unknown", { kind: event.kind }),
  });
  return (
    <li>
      <div className={`${styles.faint} tabular`}>{formatMoment(event.atUtc)}</div>
      <div>{words}</div>
      {typeof event.facts.note === "string" && event.facts.note !== "" && <div>{event.facts.note}</div>}
    </li>
  );
}

/** Facts name fields as the form or the wire record does. */
function fieldWords(t: TFunction, facts: DossierEvent["facts"]): Record<string, string> {
  const given = Object.entries(facts).filter(([name]) => name === "field" || name === "fields");
  return Object.fromEntries(
    given.map(([name, value]) => [
      name,
      String(value)
        .split(", ")
        .map((field) =>
          t([`conflicts.fields.${field}`, `dossier.amend.fields.${field}`], {
            defaultValue: field,
          }).toLocaleLowerCase(),
        )
        .join(", "),
    ]),
  );
}
