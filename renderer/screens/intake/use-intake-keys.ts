// The keys of the intake, heard before the window's own and whatever has focus, except where somebody types.
import { useEffect, useEffectEvent, useState, type RefObject } from "react";
import { isPressing, isTextField, isTypedCharacter, KeyBurst } from "../../components";
import { type PaperCommand, paperCommand } from "./papers/paper-keys";
import { type Step, STEPS } from "./steps";

export interface IntakeKeys {
  root: RefObject<HTMLElement | null>;
  step: Step;
  open: (step: Step) => void;
  complete: () => void;
  perform: (command: PaperCommand) => void;
  openStation: () => void;
  openReview: () => void;
  escape: () => void;
  /** Something lies over the desk and hears the keys for itself. */
  isPaused: boolean;
}

export function useIntakeKeys(keys: IntakeKeys): void {
  const [burst] = useState(() => new KeyBurst());
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (keys.isPaused || event.isComposing || !takeKey(event, keys, burst)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener("keydown", listener, { capture: true });
    return () => window.removeEventListener("keydown", listener, { capture: true });
  }, []);
}

function takeKey(event: KeyboardEvent, keys: IntakeKeys, burst: KeyBurst): boolean {
  const jump = stepOfKey(event);
  if (jump) keys.open(jump);
  else if (isPrimary(event)) complete(event, keys);
  else if (isPlain(event, "F2")) scan(keys);
  else if (isPlain(event, "F3")) keys.openStation();
  else if (isPlain(event, "F7")) keys.openReview();
  else if (!isOurs(event.target, keys.root.current)) return false;
  else if (event.key === "Escape") keys.escape();
  else return keys.step === "papers" && takePaperKey(event, keys, burst);
  return true;
}

function stepOfKey(event: KeyboardEvent): Step | undefined {
  const digit = event.altKey && !event.ctrlKey ? /^(?:Digit|Numpad)([1-5])$/.exec(event.code)?.[1] : undefined;
  return digit === undefined ? undefined : STEPS[Number(digit) - 1];
}

function isPrimary(event: KeyboardEvent): boolean {
  return event.ctrlKey && !event.altKey && !event.shiftKey && (event.code === "Enter" || event.code === "NumpadEnter");
}

function complete(event: KeyboardEvent, keys: IntakeKeys): void {
  if (!event.repeat) keys.complete();
}

function isPlain(event: KeyboardEvent, code: string): boolean {
  return event.code === code && !event.ctrlKey && !event.altKey && !event.shiftKey;
}

function scan(keys: IntakeKeys): void {
  if (keys.step !== "papers") keys.open("papers");
  keys.perform({ kind: "scan" });
}

/** @returns true when the key was one of the list's */
function takePaperKey(event: KeyboardEvent, keys: IntakeKeys, burst: KeyBurst): boolean {
  if (isTextField(event.target) || isPressing(event)) return false;
  const command = paperCommand(event);
  // A scanner types blanks too, and a blank would scroll the list away.
  if (event.code === "Space") return true;
  if (isTypedCharacter(event.code) && !event.ctrlKey && !event.altKey && !event.metaKey) {
    burst.push(command && !event.repeat ? () => keys.perform(command) : null);
    return command !== null;
  }
  // Only a command ends the wait: Shift and the like come in the middle of a scan.
  if (!command) return false;
  burst.flush();
  keys.perform(command);
  return true;
}

/** Keys in the top bar, a dialog or a notice are theirs; with nothing focused they are ours. */
function isOurs(target: EventTarget | null, root: HTMLElement | null): boolean {
  return target === document.body || (target instanceof Node && root !== null && root.contains(target));
}
