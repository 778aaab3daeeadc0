// What an officer does with the fields of a page: confirm, correct, dismiss, take back, read again.
import type { Box, PageField, PageReading } from "../../../shared/contract";
import { api, client, queryClient } from "../../bridge";
import type { Decision } from "./decisions";
import { changedField, nextToDecide } from "./field-order";
import type { PageReview } from "./use-page-review";

export interface FieldDesk extends Pick<
  PageReview,
  "fields" | "chosen" | "choose" | "typed" | "type" | "seen" | "say" | "setMode"
> {
  pageId: string;
  /** Also a decision that core has not answered yet can be taken back: calls run in order. */
  canUndo: boolean;
  /** Shown at once, sent in order. */
  decide: (field: PageField, decision: Decision) => void;
  run: (work: () => Promise<void>) => Promise<boolean>;
}

export function confirm(desk: FieldDesk): void {
  const { chosen, typed } = desk;
  if (!chosen) return;
  const value = (typed[chosen.key] ?? chosen.value).trim();
  if (value !== "") desk.decide(chosen, { kind: "value", value });
  goOn(desk, chosen.key);
  if (value === "") desk.say("empty");
}

export function dismiss(desk: FieldDesk): void {
  const { chosen } = desk;
  if (!chosen) return;
  desk.decide(chosen, { kind: "dismissed" });
  goOn(desk, chosen.key);
}

export function undo({ pageId, canUndo, say, choose, run }: FieldDesk): void {
  if (!canUndo) return say("nothingToUndo");
  void run(async () => {
    const before = pageNow(pageId)?.fields ?? [];
    const after = await client.extraction.undo({ pageId });
    adopt(after);
    say("undone");
    choose(changedField(before, after.fields));
  });
}

/** What is read in the box is a doubt to be confirmed. */
export function readBox({ pageId, chosen, say, setMode, type, choose, run }: FieldDesk, box: Box): void {
  if (!chosen) return;
  setMode("fields");
  say("rereading");
  const read = async (): Promise<void> => {
    adopt(await client.extraction.readField({ pageId, key: chosen.key, box }));
    type(chosen.key, null);
    say("reread");
    choose(chosen.key);
  };
  void run(read).then((isDone) => !isDone && say(null));
}

export function setType({ pageId, choose, run }: FieldDesk, typeId: string | null): void {
  void run(async () => {
    adopt(await client.extraction.setType({ pageId, typeId }));
    choose(null);
  });
}

/** Confirms what is sure and was seen. @returns false when some of it was not: it is shown now */
export function acceptSure({ fields, typed, seen, choose, say, decide }: FieldDesk): boolean {
  const sure = fields.filter(({ state }) => state === "sure");
  const unseen = sure.find(({ key }) => !seen.has(key));
  if (unseen) {
    choose(unseen.key);
    say("unseen");
    return false;
  }
  for (const field of sure) decide(field, { kind: "value", value: typed[field.key]?.trim() || field.value });
  return true;
}

function goOn({ fields, choose, say }: FieldDesk, from: string): void {
  const next = nextToDecide(fields, from);
  say(next === null ? "allSeen" : null);
  if (next !== null) choose(next);
}

export async function send(pageId: string, key: string, decision: Decision): Promise<void> {
  const { dismiss, decide } = client.extraction;
  adopt(
    decision.kind === "dismissed"
      ? await dismiss({ pageId, key })
      : await decide({ pageId, key, value: decision.value }),
  );
}

/** An older question still under way must not overwrite this newer answer. */
function adopt(reading: PageReading): void {
  const queryKey = api.extraction.page.queryKey({ input: { pageId: reading.pageId } });
  void queryClient.cancelQueries({ queryKey });
  queryClient.setQueryData(queryKey, reading);
}

function pageNow(pageId: string): PageReading | undefined {
  return queryClient.getQueryData(api.extraction.page.queryKey({ input: { pageId } }));
}
