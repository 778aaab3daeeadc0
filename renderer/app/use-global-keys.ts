// Keys that work on every screen. A screen that uses a key itself calls preventDefault on it.
import { useEffect, useEffectEvent } from "react";
import { undoLatest } from "../components";
import { useNavigation } from "../stores/navigation";
import { focusFirstRow } from "./first-row";
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

type Action = () => void;

function actionOf(event: KeyboardEvent, showKeys: Action): Action | null {
  if (event.isComposing || event.defaultPrevented) return null;
  if (event.ctrlKey || event.altKey) return commandOf(event);
  if (event.key === "F1") return showKeys;
  if (event.key === "Escape") return isInDialog(event.target) ? null : useNavigation.getState().back;
  if (isTyping(event.target)) return null;
  if (event.key === "?") return showKeys;
  if (event.key === "/") return () => document.getElementById(SEARCH_BOX_ID)?.focus();
  return event.key === "ArrowDown" && event.target === document.body ? focusFirstRow : null;
}

/** By the key's place, so that no keyboard layout or input method changes them. */
function commandOf(event: KeyboardEvent): Action | null {
  const { navigate } = useNavigation.getState();
  const held = `${event.ctrlKey ? "ctrl+" : ""}${event.altKey ? "alt+" : ""}${event.shiftKey ? "shift+" : ""}`;
  if (held === "ctrl+" && event.code === "KeyN") return () => navigate("intake");
  if (held === "alt+" && event.code === "KeyH") return () => navigate("home");
  if (held === "ctrl+" && event.code === "KeyZ" && !isTyping(event.target)) return undoLatest;
  return null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches("input, textarea, select") || target.isContentEditable);
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[role=dialog], [role=listbox]") !== null;
}
