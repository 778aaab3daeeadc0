// Feeders that notice two sheets at once, by ultrasound or length; SANE itself reports it as a jam.
import { choicesOf, type OptionList } from "./option-list";
import type { Setting } from "./setting";

/** Read-only, of the fujitsu backend: what the device saw last. */
const SENSOR = "double-feed";
/** By length would stop at every smaller sheet among larger ones. */
const BY_THICKNESS = "df-thickness";

/** Whether a double feed can be told from a jam. */
export function detectsDoubleFeed(options: OptionList): boolean {
  return options.get(SENSOR)?.state === "read-only";
}

export function sawDoubleFeed(options: OptionList): boolean {
  return detectsDoubleFeed(options) && options.get(SENSOR)?.value === "yes";
}

/** Turns the detection on, where the device has it: a missed sheet is worse than a stop. */
export function doubleFeedSettings(options: OptionList): Setting[] {
  const stop: Setting[] = choicesOf(options, "df-action").includes("Stop") ? [["df-action", "Stop"]] : [];
  // It becomes settable with the action before it.
  const canBeOn = options.get(BY_THICKNESS)?.state !== "read-only" && options.has(BY_THICKNESS);
  const isActive = stop.length > 0 || options.get(BY_THICKNESS)?.state === "settable";
  return canBeOn && isActive ? [...stop, [BY_THICKNESS, "yes"]] : stop;
}
