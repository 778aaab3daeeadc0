// The only file that knows all adapters, and which system a dossier goes to. NEW SYSTEM = one folder + one line here.
import { z } from "zod";
import { fromWireTime } from "../../shared/wire";
import type { Adapter, ForwardedDossier } from "./adapter";
import { createGen1, Gen1Settings } from "./gen1";
import { createGen2, Gen2Settings } from "./gen2";

const System = z.discriminatedUnion("adapter", [
  z.strictObject({ adapter: z.literal("gen1"), settings: Gen1Settings }),
  z.strictObject({ adapter: z.literal("gen2"), settings: Gen2Settings }),
]);

const Rule = z.strictObject({
  /** MaTTHC; "*": every procedure. */
  procedure: z.string().min(1),
  /** Beginning of the unit code; "*": every unit. */
  unit: z.string().min(1).default("*"),
  /** In force for dossiers received at the counter from this day on (Vietnam's date). */
  from: z.iso.date(),
  /** Name under `systems`; null: to no system from that day on. */
  system: z.string().nullable(),
});
export type Rule = z.infer<typeof Rule>;

/** Which systems there are and what goes where; the file that FORWARDING names. */
export const ForwardingSettings = z
  .strictObject({ systems: z.record(z.string(), System), rules: z.array(Rule).min(1) })
  .refine(({ systems, rules }) => rules.every(({ system }) => system === null || system in systems), {
    error: "a rule names a system that is not there",
  });
export type ForwardingSettings = z.infer<typeof ForwardingSettings>;

export type Adapters = (dossier: Pick<ForwardedDossier, "record" | "officialCode">) => Adapter | null;

export function createAdapters({ systems, rules }: ForwardingSettings): Adapters {
  const adapters = new Map(Object.entries(systems).map(([name, system]) => [name, build(system)]));
  return ({ record, officialCode }) => {
    const receivedUtc = fromWireTime(record.NgayTiepNhan) ?? "";
    const receivedOn = record.NgayTiepNhan.replace(/^(\d{4})(\d{2})(\d{2}).*$/, "$1-$2-$3");
    const name =
      receivedUtc === "" ? null : chooseSystem(rules, { procedure: record.MaTTHC, unit: officialCode, receivedOn });
    return name === null ? null : (adapters.get(name) ?? null);
  };
}

function build(system: z.infer<typeof System>): Adapter {
  return system.adapter === "gen1" ? createGen1(system.settings) : createGen2(system.settings);
}

/**
 * A rule for the procedure goes before one for all, a longer unit before a shorter, a later day before an earlier.
 * @param unit unit code, or a code that begins with it; receivedOn: yyyy-MM-dd
 * @returns null when no rule is in force, or the one in force says so
 */
export function chooseSystem(
  rules: readonly Rule[],
  { procedure, unit, receivedOn }: { procedure: string; unit: string; receivedOn: string },
): string | null {
  const fitting = rules.filter(
    (rule) =>
      (rule.procedure === "*" || rule.procedure === procedure) &&
      (rule.unit === "*" || unit.startsWith(rule.unit)) &&
      rule.from <= receivedOn,
  );
  const best = fitting.sort((left, right) => (rankOf(left) < rankOf(right) ? 1 : -1))[0];
  return best?.system ?? null;
}

function rankOf({ procedure, unit, from }: Rule): string {
  const unitLength = unit === "*" ? 0 : unit.length;
  return `${procedure === "*" ? 0 : 1}${String(unitLength).padStart(3, "0")}${from}`;
}
