// The print entry's side of the preload: the form to draw, and the word that it is drawn.
import type { WindowApi } from "../../shared/contract/window-api";

export function onForm(handler: Parameters<WindowApi["onForm"]>[0]): void {
  window.quay.onForm(handler);
}

export function formDrawn(): void {
  window.quay.formDrawn();
}
