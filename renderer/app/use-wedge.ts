// Listens for wedge scans in the whole window, whatever has focus, and gives them to the innermost listener.
import { useEffect, useEffectEvent } from "react";
import { WedgeDetector, type WedgeScan } from "./wedge";

/** Returns false when the scan is not for this listener; the next outer one is asked. */
export type WedgeHandler = (scan: WedgeScan) => boolean | undefined;

const listeners: WedgeHandler[] = [];

/** Takes wedge scans while mounted; the screen mounted last is asked first. */
export function useWedge(handler: WedgeHandler): void {
  const onScan = useEffectEvent(handler);
  useEffect(() => {
    const listener: WedgeHandler = (scan) => onScan(scan);
    listeners.push(listener);
    return () => void listeners.splice(listeners.indexOf(listener), 1);
  }, []);
}

/** Starts listening; call once. @returns ends it */
export function listenForWedge(target: Window): () => void {
  const ear = new WedgeEar(target.document);
  const onKey = (event: KeyboardEvent): void => {
    const scan = ear.hearKey(event);
    if (!scan) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    for (const listener of [...listeners].reverse()) if (listener(scan) !== false) return;
  };
  // Letters with diacritics may come without a key of their own: by Alt and a number, or put in by the driver.
  const onPress = (event: KeyboardEvent): void => ear.hearText(event.key, event.timeStamp);
  const onInput = (event: InputEvent): void => {
    if (!event.isComposing && event.inputType === "insertText") ear.hearText(event.data ?? "", event.timeStamp);
    ear.forgetKey();
  };
  target.addEventListener("keydown", onKey, { capture: true });
  target.addEventListener("keypress", onPress, { capture: true });
  target.addEventListener("beforeinput", onInput, { capture: true });
  return () => {
    target.removeEventListener("keydown", onKey, { capture: true });
    target.removeEventListener("keypress", onPress, { capture: true });
    target.removeEventListener("beforeinput", onInput, { capture: true });
  };
}

const BURST_GAP_MS = 250;

/** Puts what is typed together, each character once, and remembers the field as it was before a burst. */
class WedgeEar {
  private readonly detector = new WedgeDetector();
  private before: FieldBefore | null = null;
  private lastMs = 0;
  private heard: string | null = null;

  constructor(private readonly document: Document) {}

  hearKey(event: KeyboardEvent): WedgeScan | null {
    if (event.ctrlKey || event.altKey || event.metaKey) return null;
    const { key, code, shiftKey, timeStamp: timeMs } = event;
    this.noteBurst(timeMs);
    this.heard = key;
    const scan = this.detector.take({ key, code, shiftKey, timeMs });
    if (scan && this.before) putBack(this.before);
    return scan;
  }

  /** A character that is the echo of the key just heard is not taken again. */
  hearText(text: string, timeMs: number): void {
    if (text === this.heard || text === "Enter") return;
    this.noteBurst(timeMs);
    for (const key of text) this.detector.take({ key, code: "", shiftKey: false, timeMs });
    this.heard = text;
  }

  forgetKey(): void {
    this.heard = null;
  }

  private noteBurst(timeMs: number): void {
    const { activeElement } = this.document;
    // A scan may begin right after an Enter that has moved the focus: then it is another field that is typed into.
    const isNew = timeMs - this.lastMs > BURST_GAP_MS || this.before?.field !== activeElement;
    if (isNew) this.before = fieldBefore(activeElement);
    this.lastMs = timeMs;
  }
}

interface FieldBefore {
  field: HTMLInputElement | HTMLTextAreaElement;
  value: string;
}

function fieldBefore(element: Element | null): FieldBefore | null {
  const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
  return isField ? { field: element, value: element.value } : null;
}

/** The scanner has typed into whatever had focus; give that field its text back, so that React sees it too. */
function putBack({ field, value }: FieldBefore): void {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(field, value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
