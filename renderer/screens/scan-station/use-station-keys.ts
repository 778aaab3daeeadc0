// Hears the keys of the scan station before the window's own, except where somebody types or a dialog is open.
import { useEffect, useEffectEvent, useState, type RefObject } from "react";
import { isPressing, isTextField, isTypedCharacter, KeyBurst } from "../../components";
import { type StationCommand, stationCommand } from "./station-keys";

export interface StationKeys {
  root: RefObject<HTMLElement | null>;
  /** false: whatever lies over the station has the keys. */
  isOpen: boolean;
  perform: (command: StationCommand) => void;
  escape: () => void;
}

export function useStationKeys(keys: StationKeys): void {
  const [burst] = useState(() => new KeyBurst());
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!keys.isOpen || event.isComposing || event.defaultPrevented || !takeKey(event, keys, burst)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener("keydown", listener, { capture: true });
    return () => window.removeEventListener("keydown", listener, { capture: true });
  }, []);
}

function takeKey(event: KeyboardEvent, keys: StationKeys, burst: KeyBurst): boolean {
  if (!isOurs(event.target, keys.root.current)) return false;
  if (event.key === "Escape") return takeEscape(event.target, keys);
  const command = stationCommand(event);
  if (isTextField(event.target) && !leavesField(event, command)) return false;
  if (isPressing(event) && !event.ctrlKey) return false;
  // A scanner types blanks too, and a blank would scroll the pages away.
  if (event.code === "Space") return true;
  if (isTypedCharacter(event.code) && !isHeld(event)) {
    burst.push(command && !event.repeat ? () => keys.perform(command) : null);
    return command !== null;
  }
  // Only a command ends the wait: Shift and the like come in the middle of a scan.
  if (!command) return false;
  burst.flush();
  keys.perform(command);
  return true;
}

function isHeld({ ctrlKey, altKey, metaKey }: KeyboardEvent): boolean {
  return ctrlKey || altKey || metaKey;
}

/** The key that scans ends what is being typed; any other one is typed. */
function leavesField({ target }: KeyboardEvent, command: StationCommand | null): boolean {
  if (command?.kind !== "scan") return false;
  if (target instanceof HTMLElement) target.blur();
  return true;
}

/** An open list closes by itself; a field is left before anything else is. */
function takeEscape(target: EventTarget | null, keys: StationKeys): boolean {
  if (target instanceof HTMLElement && target.getAttribute("aria-expanded") === "true") return false;
  if (isTextField(target) && target instanceof HTMLElement && !target.closest("[data-prompt]")) target.blur();
  else keys.escape();
  return true;
}

/** Keys in the top bar or in a dialog are theirs; with nothing focused they are ours. */
function isOurs(target: EventTarget | null, root: HTMLElement | null): boolean {
  return target === document.body || (target instanceof Node && root !== null && root.contains(target));
}
