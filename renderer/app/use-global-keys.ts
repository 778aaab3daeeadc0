// Keys that work on every screen. A screen that uses a key itself calls preventDefault on it.
import { useEffect, useEffectEvent } from "react";
import { useNavigation } from "../stores/navigation";
import { SEARCH_BOX_ID } from "./search-box-id";

export function useGlobalKeys(actions: { showKeys: () => void }): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const run = actionOf(event, actions.showKeys);
    if (!run) return;
    if (event.key !== "Escape") {
      event.preventDefault();
      run();
      return;
    }
    // Screens mounted later listen later; whoever uses Escape must be heard before the way back is taken.
    setTimeout(() => !event.defaultPrevented && run(), 0);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}

function actionOf(event: KeyboardEvent, showKeys: () => void): (() => void) | null {
  if (event.isComposing || event.defaultPrevented) return null;
  const { navigate, back } = useNavigation.getState();
  if (event.ctrlKey || event.altKey) return isNewVisit(event) ? () => navigate("intake") : homeAction(event);
  if (event.key === "F1") return showKeys;
  if (event.key === "Escape") return isInDialog(event.target) ? null : back;
  if (isTyping(event.target)) return null;
  if (event.key === "?") return showKeys;
  return event.key === "/" ? () => document.getElementById(SEARCH_BOX_ID)?.focus() : null;
}

function isNewVisit(event: KeyboardEvent): boolean {
  return event.ctrlKey && !event.shiftKey && !event.altKey && event.code === "KeyN";
}

function homeAction(event: KeyboardEvent): (() => void) | null {
  const isHome = event.altKey && !event.ctrlKey && event.code === "KeyH";
  return isHome ? () => useNavigation.getState().navigate("home") : null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches("input, textarea, select") || target.isContentEditable);
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[role=dialog], [role=listbox]") !== null;
}
