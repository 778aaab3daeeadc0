// Applies what was checked by hand (checked.json) to a procedure of the crawl.
import { summaryTexts } from "./procedures.mjs";

/** @param shared components that many procedures ask for, named by `use` */
export function applyChecked({ code, entry, shared, base }) {
  if (!base) throw new Error(`checked.json names ${code}, which no crawl has`);
  const channels = entry.channels.map((channel) => ({
    channel: channel.channel,
    time: channel.time ? { nextDayAfter15h: false, ...channel.time } : null,
    feeVnd: channel.feeVnd ?? null,
    feeText: channel.feeText,
  }));
  return {
    ...base,
    name: entry.name ?? base.name,
    ...summaryTexts(channels),
    checked: true,
    channels,
    components: entry.components.map((component) => completeComponent(component, shared)),
    notes: entry.notes ?? base.notes.filter((note) => !note.startsWith("Nguồn không ghi")),
  };
}

function completeComponent({ use, ...component }, shared) {
  const known = use ? shared[use] : {};
  if (!known) throw new Error(`checked.json has no shared component ${use}`);
  const merged = { group: null, duty: "submit", originals: 1, copies: 0, conditional: false, ...known, ...component };
  const { code, label, name = label, group, duty, originals, copies, conditional } = merged;
  return { code, name, label, group, duty, originals, copies, conditional };
}
