// Walking over the words of a page by keys and mending them: which one is at hand, and what is typed in its place.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState, type KeyboardEvent } from "react";
import type { PageText, WordBox } from "../../../shared/contract";
import { api, client, faultOf, type FaultOf, queryClient } from "../../bridge";
import { useAction } from "../../stores/use-action";
import type { Desk } from "./review-commands";
import { firstWord, walk, type WalkTo } from "./word-walk";

const NO_WORDS: readonly WordBox[] = [];

const WALKS: Readonly<Record<string, WalkTo>> = {
  ArrowRight: "next",
  ArrowLeft: "previous",
  ArrowUp: "up",
  ArrowDown: "down",
};

export interface WordWalk {
  words: readonly WordBox[];
  /** −1 when there is none. */
  at: number;
  word: WordBox | undefined;
  /** Typed in the word's place; null while only walking. */
  draft: string | null;
  setDraft: (text: string | null) => void;
  choose: (index: number) => void;
  /** Puts a text in the word's place, "" takes the word away; the next one is at hand then. */
  put: (text: string) => void;
  onKey: (event: KeyboardEvent) => void;
  fault: FaultOf | null;
}

export function useWordWalk({ review, stage }: Pick<Desk, "review" | "stage">): WordWalk {
  const pageId = review.page.id;
  const query = useQuery(api.recognition.pageText.queryOptions({ input: { pageId } }));
  const words = query.data?.words ?? NO_WORDS;
  const [chosen, setChosen] = useState<number | null>(null);
  const [draft, setDraft] = useState<string | null>(null);
  const action = useAction();
  const at = Math.min(chosen ?? firstWord(words), words.length - 1);
  const word = words[at];
  const { reveal } = stage;
  useEffect(() => {
    if (word) reveal(word);
  }, [word, reveal]);
  const choose = (index: number): void => {
    setDraft(null);
    setChosen(index);
  };
  const put = (text: string): void => {
    const isOther = word !== undefined && text.trim() !== word.text;
    if (isOther) void action.run(() => edit(pageId, word, text));
    // A word that is taken away makes room for the next one at the same place.
    choose(isOther && text.trim() === "" ? at : walk(words, at, "next"));
  };
  const onKey = (event: KeyboardEvent): void => {
    if (draft !== null || event.ctrlKey || event.altKey || event.nativeEvent.isComposing) return;
    const to = WALKS[event.key];
    if (to) choose(walk(words, at, to));
    else if (event.key === "Escape") review.setMode("fields");
    else if (!word) return;
    else if (event.key === "Enter") setDraft(word.text);
    else if (event.key === "Delete") put("");
    else if (event.key.length === 1 && event.key !== " ") setDraft(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const fault = action.fault ?? (query.error ? faultOf(query.error) : null);
  return { words, at, word, draft, setDraft, choose, put, onKey, fault };
}

async function edit(pageId: string, { x0, y0, x1, y1 }: WordBox, text: string): Promise<void> {
  adopt(await client.recognition.editWord({ pageId, box: { x0, y0, x1, y1 }, text: text.trim() }));
}

/** An older question still under way must not overwrite this newer answer. */
function adopt(text: PageText): void {
  const queryKey = api.recognition.pageText.queryKey({ input: { pageId: text.pageId } });
  void queryClient.cancelQueries({ queryKey });
  queryClient.setQueryData(queryKey, text);
}
