// One run: make sure it is the province that knows this counter, hear what is new there, then send what is due.
import { DomainError } from "../../../shared/errors";
import { answerOf, type ProvinceClient } from "./province-client";
import type { SyncParts } from "./sync-parts";

export type Session = Awaited<ReturnType<ProvinceClient["counters"]["session"]>>;

export interface RunSteps {
  client: ProvinceClient;
  counterId: string;
  backlog(): { operations: number; bytes: number };
  onContact(session: Session): void;
  /** What the session's answer calls for before anything is sent. */
  afterSession(session: Session): Promise<void>;
  pull(): Promise<void>;
  send(): Promise<void>;
}

/** @throws DomainError what ended the run early */
export async function run(
  parts: Pick<SyncParts, "outbox" | "clock" | "state" | "storage">,
  steps: RunSteps,
): Promise<void> {
  parts.outbox.recover();
  const session = await openSession(parts, steps);
  steps.onContact(session);
  await steps.afterSession(session);
  await steps.pull();
  await steps.send();
}

/** Nothing personal is sent before a signed-in answer has come from the province that knows this counter. */
async function openSession(
  { clock, state, storage }: Pick<SyncParts, "clock" | "state" | "storage">,
  { client, counterId, backlog }: RunSteps,
): Promise<Session> {
  const sentAt = clock.now();
  const session = await answerOf(client.counters.session({ sentAtUtc: sentAt.toISOString(), backlog: backlog() }));
  if (session.counterId !== counterId) throw new DomainError("PROVINCE_ANSWER_INVALID", { cause: "other_counter" });
  const middle = (sentAt.getTime() + clock.now().getTime()) / 2;
  const offset = Math.round((middle - Date.parse(session.nowUtc)) / 1000);
  storage.transaction((writer) => {
    state.set(writer, "clockOffsetSeconds", offset);
    // Whoever has signed in at this address may hand out the keys that follow those of the enrolment.
    const registration = state.find("registration");
    if (registration) state.set(writer, "registration", { ...registration, province: session.province });
  });
  return session;
}
