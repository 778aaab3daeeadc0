// Asks a driver with a bound: one that neither answers nor listens to its signal holds nobody up.
import { DomainError, type ErrorCode, type ErrorFacts } from "../../../shared/errors";

export interface Bound {
  signal: AbortSignal;
  withinMs: number;
  /** What it is when the time is over. */
  late: { code: ErrorCode; facts: ErrorFacts };
}

/** @throws DomainError CANCELLED, the code of `late`, and what `ask` throws */
export async function askWithin<Answer>(
  { signal, withinMs, late }: Bound,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  if (signal.aborted) throw new DomainError("CANCELLED");
  const controller = new AbortController();
  const cancel = () => controller.abort(new DomainError("CANCELLED"));
  signal.addEventListener("abort", cancel);
  const timer = setTimeout(() => controller.abort(new DomainError(late.code, late.facts)), withinMs);
  const stopped = new Promise<never>((_resolve, reject) =>
    controller.signal.addEventListener("abort", () => reject(controller.signal.reason as DomainError)),
  );
  try {
    return await Promise.race([ask(controller.signal), stopped]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", cancel);
  }
}
