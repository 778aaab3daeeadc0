// Hears the keys of the review screen before the window's own, except where they belong to a list or a dialog.
import { useEffect, useEffectEvent } from "react";
import { isPressing, isTextField } from "../../components";
import { type Desk, performCommand } from "./review-commands";
import { type FieldText, inText, isDeciding, type KeyPlace, type ReviewCommand, reviewCommand } from "./review-keys";

export function useReviewKeys(desk: Desk): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented) return;
    const command = commandOf(event, desk);
    if (!command) return;
    event.preventDefault();
    event.stopPropagation();
    // A key that is held down must not decide on what nobody has looked at.
    if (!event.repeat || !isDeciding(command)) performCommand(desk, command);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener("keydown", listener, { capture: true });
    return () => window.removeEventListener("keydown", listener, { capture: true });
  }, []);
}

function commandOf(event: KeyboardEvent, desk: Desk): ReviewCommand | null {
  const { target } = event;
  if (!(target instanceof HTMLElement) || target.closest("[role=dialog]")) return null;
  const isOurs = target === document.body || target.closest("[data-testid=screen-review]") !== null;
  if (!isOurs || isPressing(event)) return null;
  if (isLeavingList(event, target)) return { kind: "fields" };
  const place = placeOf(target, desk);
  const command = reviewCommand(event, place);
  return command && place === "field" ? inText(command, textOf(target, desk)) : command;
}

function placeOf(target: HTMLElement, { review }: Desk): KeyPlace {
  if (review.mode === "box") return "box";
  if (target.matches("[data-review-field]")) return "field";
  return isTextField(target) || target.closest("[data-own-keys]") ? "text" : "page";
}

function textOf(target: HTMLElement, { review }: Desk): FieldText {
  const typed = review.chosen ? (review.typed[review.chosen.key] ?? null) : null;
  if (!(target instanceof HTMLInputElement)) return { typed, isWhole: true };
  const { selectionStart, selectionEnd, value } = target;
  return { typed, isWhole: selectionStart === 0 && selectionEnd === value.length };
}

/** Escape closes an open list by itself, which must not leave the screen too; from a closed one it leads to the fields. */
function isLeavingList(event: KeyboardEvent, target: HTMLElement): boolean {
  if (event.key !== "Escape" || !target.matches("[data-type-choice]")) return false;
  if (target.getAttribute("aria-expanded") !== "true") return true;
  event.preventDefault();
  return false;
}
