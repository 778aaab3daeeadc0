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
  const detector = new WedgeDetector();
  let before: FieldBefore | null = null;
  let lastMs = 0;
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const focused = target.document.activeElement;
    if (event.timeStamp - lastMs > BURST_GAP_MS || focused !== before?.field) before = fieldBefore(focused);
    lastMs = event.timeStamp;
    const { key, code, shiftKey } = event;
    const heard = detector.take({ key, code, shiftKey, timeMs: event.timeStamp });
    if (!heard) return;
    const scan = before ? { ...heard, payload: fullerPayload(heard.payload, before) } : heard;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (before) putBack(before);
    for (const listener of [...listeners].reverse()) if (listener(scan) !== false) return;
  };
  target.addEventListener("keydown", onKey, { capture: true });
  return () => target.removeEventListener("keydown", onKey, { capture: true });
}

const BURST_GAP_MS = 250;

interface FieldBefore {
  field: HTMLInputElement | HTMLTextAreaElement;
  value: string;
}

function fieldBefore(element: Element | null): FieldBefore | null {
  const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
  return isField ? { field: element, value: element.value } : null;
}

/**
 * Many scanners send letters with diacritics as text without a key (Alt codes, Unicode packets): the keys that were heard
 * lack them, the field that had focus has them.
 */
function fullerPayload(heard: string, { field, value }: FieldBefore): string {
  const typed = field.value.startsWith(value) ? field.value.slice(value.length) : field.value;
  const separators = (text: string): number => text.split("|").length;
  return typed.length > heard.length && separators(typed) === separators(heard) ? typed : heard;
}

/** The scanner has typed into whatever had focus; give that field its text back, so that React sees it too. */
function putBack({ field, value }: FieldBefore): void {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(field, value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
