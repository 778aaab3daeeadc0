// Reads the option list that `scanimage -A` prints.

export type OptionValues =
  | { kind: "choices"; choices: readonly string[] }
  | { kind: "range"; min: number; max: number; unit: string; step: number | undefined }
  /** Text, numbers without limits, buttons, arrays: only the device can judge. */
  | { kind: "free" };

export interface SaneOption {
  name: string;
  values: OptionValues;
  /** Not to be set at all, or only once another option makes it possible. */
  state: "settable" | "inactive" | "read-only";
  /** As it stands now; undefined when the device does not tell. */
  value: string | undefined;
}

export type OptionList = ReadonlyMap<string, SaneOption>;

// "    --source Flatbed|ADF [Flatbed]", "    -x 0..200mm (in steps of 1) [80]", "    --invert[=(yes|no)] [inactive]"
const OPTION_LINE = /^ {4}--?([a-zA-Z][\w-]*)(.*)$/;

export function parseOptionList(text: string): OptionList {
  const options = new Map<string, SaneOption>();
  for (const line of text.split("\n")) {
    const [, name, rest] = OPTION_LINE.exec(line) ?? [];
    if (name !== undefined && rest !== undefined) options.set(name, parseOption(name, rest));
  }
  return options;
}

/** What can be chosen from; none for an option that is absent, inactive or not a list. */
export function choicesOf(options: OptionList, name: string): readonly string[] {
  const option = options.get(name);
  return option?.state === "settable" && option.values.kind === "choices" ? option.values.choices : [];
}

/** undefined for an option that is absent, inactive or without limits. */
export function rangeOf(options: OptionList, name: string): Extract<OptionValues, { kind: "range" }> | undefined {
  const option = options.get(name);
  return option?.state === "settable" && option.values.kind === "range" ? option.values : undefined;
}

function parseOption(name: string, rest: string): SaneOption {
  const isBoolean = rest.startsWith("[=(");
  const body = isBoolean ? rest.slice(3, rest.indexOf(")")) : rest.slice(1).replace(/ ?\[[^\]]*\].*$/, "");
  const flags = rest.slice(isBoolean ? rest.indexOf(")") : body.length);
  const state = parseState(flags);
  const value = state === "inactive" ? undefined : /\[([^\]]*)\]/.exec(flags)?.[1];
  return { name, values: parseValues(body), state, value };
}

function parseState(flags: string): SaneOption["state"] {
  if (flags.includes("[read-only]") || flags.includes("[hardware]")) return "read-only";
  return flags.includes("[inactive]") ? "inactive" : "settable";
}

function parseValues(body: string): OptionValues {
  const [, min, max, unit = ""] = /^(-?[\d.]+)\.\.(-?[\d.]+)([a-z%]*)[^,]*$/.exec(body) ?? [];
  if (min !== undefined && max !== undefined)
    return { kind: "range", min: Number(min), max: Number(max), unit, step: parseStep(body) };
  if (isPlaceholder(body)) return { kind: "free" };
  const choices = body.split("|").filter((choice) => choice !== "");
  return { kind: "choices", choices: hasUnit(choices) ? choices.map(withoutUnit) : choices };
}

function parseStep(body: string): number | undefined {
  const [, step] = /\(in steps of ([\d.]+)\)/.exec(body) ?? [];
  return step === undefined ? undefined : Number(step);
}

// The unit follows the last number only: "75|100|300dpi".
function hasUnit(choices: readonly string[]): boolean {
  return /^-?[\d.]+(dpi|mm|pel|bit|%|us)$/.test(choices.at(-1) ?? "");
}

function withoutUnit(choice: string): string {
  return choice.replace(/(dpi|mm|pel|bit|%|us)$/, "");
}

function isPlaceholder(body: string): boolean {
  return body === "" || body.includes("<") || body.includes(",");
}
