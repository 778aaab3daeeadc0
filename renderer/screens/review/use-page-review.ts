// One page under review: what was read of it, which field is at hand, what is being typed, and the decisions.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Box, Page, PageField, PageReading } from "../../../shared/contract";
import { api, client, faultOf, type FaultOf } from "../../bridge";
import { readablePageUrl, shownSize, type Size } from "../../components";
import { type Decision, type Decisions, withDecisions, without } from "./decisions";
import { acceptSure, confirm, dismiss, type FieldDesk, readBox, send, setType, undo } from "./field-acts";
import { inOrder, isDecided, isOpen, keepOrder } from "./field-order";

/** What the keys work on: the fields, the words on the page, a box to read again, or the cleaning of the picture. */
export type Mode = "fields" | "words" | "box" | "cleaning";
/** Words under `review.say.`. */
export type Note = "empty" | "allSeen" | "unseen" | "nothingToUndo" | "noField" | "rereading" | "reread" | "undone";

export interface PageReview {
  page: Page;
  size: Size;
  src: string;
  reading: PageReading | undefined;
  fault: FaultOf | null;
  retry: () => void;
  /** As they are shown: worst first, with decisions that core has not answered yet. */
  fields: readonly PageField[];
  chosen: PageField | null;
  /** Counts up when the chosen field is to have focus and its text chosen. */
  focus: number;
  choose: (key: string | null, takesFocus?: boolean) => void;
  typed: Readonly<Record<string, string>>;
  type: (key: string, value: string | null) => void;
  mode: Mode;
  setMode: (mode: Mode) => void;
  note: Note | null;
  say: (note: Note | null) => void;
  /** Fields that were on the screen long enough to be seen. */
  seen: Set<string>;
  confirm: () => void;
  dismiss: () => void;
  undo: () => void;
  readBox: (box: Box) => void;
  setType: (typeId: string | null) => void;
  /** Confirms what is sure and was seen. @returns false when some of it was not: it is shown now */
  acceptSure: () => boolean;
}

type Run = FieldDesk["run"];

export function usePageReview(page: Page, run: Run): PageReview {
  const query = useQuery(api.extraction.page.queryOptions({ input: { pageId: page.id } }));
  const [decisions, setDecisions] = useState<Decisions>({});
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [mode, setMode] = useState<Mode>("fields");
  const [note, say] = useState<Note | null>(null);
  const [seen] = useState(() => new Set<string>());
  const reading = query.data;
  const fields = useShownFields(reading, decisions);
  const { chosen, focus, choose } = useChosen(fields);
  useLookAt(page.id, reading);
  const type = (key: string, value: string | null): void =>
    setTyped((texts) => (value === null ? omit(texts, key) : { ...texts, [key]: value }));
  const decide = (field: PageField, decision: Decision): void => {
    setDecisions((all) => ({ ...all, [field.key]: decision }));
    void run(() => send(page.id, field.key, decision)).then((isDone) => {
      setDecisions((all) => without(all, field.key));
      if (isDone) type(field.key, null);
    });
  };
  const desk: FieldDesk = {
    ...{ pageId: page.id, fields, chosen, choose, typed, type, seen, say, setMode, decide, run },
    canUndo: reading?.canUndo !== false || Object.keys(decisions).length > 0,
  };
  return {
    ...{ page, size: shownSize(page), src: readablePageUrl(page), reading, fields, chosen, focus, choose },
    ...{ typed, type, mode, setMode, note, say, seen },
    fault: query.error ? faultOf(query.error) : null,
    retry: () => void query.refetch(),
    confirm: () => confirm(desk),
    dismiss: () => dismiss(desk),
    undo: () => undo(desk),
    readBox: (box) => readBox(desk, box),
    setType: (typeId) => setType(desk, typeId),
    acceptSure: () => acceptSure(desk),
  };
}

/** Reads a page before all others while somebody looks at it. */
function useLookAt(pageId: string, reading: PageReading | undefined): void {
  const isWaiting = reading?.state === "queued" || reading?.state === "running";
  useEffect(() => {
    if (!isWaiting) return;
    // It is only a wish: a page that cannot be put first is read in its turn.
    client.recognition.lookAt({ pageId }).catch(() => undefined);
  }, [pageId, isWaiting]);
}

function useShownFields(reading: PageReading | undefined, decisions: Decisions): readonly PageField[] {
  const [order, setOrder] = useState<readonly string[]>([]);
  const all = reading ? withDecisions(reading.fields, decisions) : [];
  const kept = keepOrder(order, all);
  if (kept.length !== order.length || kept.some((key, at) => key !== order[at])) setOrder(kept);
  return inOrder(all, kept);
}

interface Chosen {
  chosen: PageField | null;
  focus: number;
  choose: (key: string | null, takesFocus?: boolean) => void;
}

/** Until the officer has chosen, the worst field is at hand. */
function useChosen(fields: readonly PageField[]): Chosen {
  const [key, setKey] = useState<string | null>(null);
  const [focus, setFocus] = useState(0);
  const known = fields.find((field) => field.key === key);
  const first = fields.find(isOpen) ?? fields.find((field) => !isDecided(field)) ?? fields[0] ?? null;
  const chosen = known ?? first;
  // Held from now on: deciding on it must not make another one the first.
  if (chosen && chosen.key !== key) setKey(chosen.key);
  const choose = (next: string | null, takesFocus = true): void => {
    if (next !== null) setKey(next);
    if (takesFocus) setFocus((count) => count + 1);
  };
  return { chosen, focus, choose };
}

function omit(texts: Readonly<Record<string, string>>, key: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).filter(([known]) => known !== key));
}
