// What is wrong with the counter's details before they are saved; words under `app.counterForm.problems`.
import { CounterSettings } from "../../shared/contract";

export type CounterProblem = "required" | "machineCode" | "communeCode" | "tooLong";
export type CounterProblems = Partial<Record<keyof CounterSettings, CounterProblem>>;

const REQUIRED = ["governingBody", "unitName", "placeName", "counterName", "officerName", "machineCode"] as const;

export function counterProblems(counter: CounterSettings): CounterProblems {
  const problems: CounterProblems = {};
  for (const { path } of CounterSettings.safeParse(counter).error?.issues ?? []) {
    const field = path[0] as keyof CounterSettings;
    problems[field] = field === "machineCode" ? "machineCode" : "tooLong";
  }
  if (counter.communeCode !== "" && !/^\d{5}$/.test(counter.communeCode)) problems.communeCode = "communeCode";
  for (const field of REQUIRED) if (counter[field].trim() === "") problems[field] = "required";
  return problems;
}
