// Why the province has not accepted an operation, in the words that the window has for it.
import type { RunReport } from "../../../shared/contract";
import errors from "../../locales/vi/errors.json";

type Line = RunReport["notAccepted"][number];

const STATES: Readonly<Record<Line["state"], string>> = {
  draft: "Nháp",
  waiting: "Chờ gửi",
  sending: "Đang gửi dở",
  sent: "Đã gửi",
  attention: "Cần xử lý",
};

export function reasonText({ state, fault }: Pick<Line, "state" | "fault">): string {
  if (!fault) return STATES[state];
  const words: Partial<Record<string, { title: string }>> = errors;
  const title = words[fault.code]?.title ?? fault.code;
  const filled = title.replaceAll(/\{\{(\w+)\}\}/gu, (_, name: string) => String(fault.facts[name] ?? ""));
  const reason = typeof fault.facts.reason === "string" ? fault.facts.reason : "";
  return reason && !filled.includes(reason) ? `${filled}: ${reason}` : filled;
}
