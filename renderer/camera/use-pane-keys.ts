// The keys of the pane, also where nothing has focus: Space takes, Enter keeps, K keeps the whole frame, Esc goes back.
import { useEffect, useEffectEvent, useRef } from "react";
import { isPressing, isTextField, isTypedCharacter, KeyBurst } from "../components";

export interface PaneKeys {
  space: () => void;
  enter: () => void;
  escape: () => void;
  keepFrame: () => void;
}

export function usePaneKeys(keys: PaneKeys): void {
  const burst = useRef(new KeyBurst());
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.defaultPrevented || isTextField(event.target)) return;
    if (event.key !== "Escape" && isPressing(event)) return;
    const run = actionOf(event, keys);
    if (!run && !isTypedCharacter(event.code)) return;
    // A wedge scan of a citizen card holds spaces and letters, too: those wait until it is sure that a person typed them.
    if (event.code === "Space" || isTypedCharacter(event.code)) burst.current.push(run);
    else {
      burst.current.flush();
      run?.();
    }
    event.preventDefault();
    // The screen behind the pane must not act on the same key.
    event.stopImmediatePropagation();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    document.addEventListener("keydown", listener, { capture: true });
    return () => document.removeEventListener("keydown", listener, { capture: true });
  }, []);
}

function actionOf({ code }: KeyboardEvent, keys: PaneKeys): (() => void) | null {
  if (code === "Space") return keys.space;
  if (code === "Enter" || code === "NumpadEnter") return keys.enter;
  if (code === "Escape") return keys.escape;
  return code === "KeyK" ? keys.keepFrame : null;
}
