// What stays the same about a kind of paper from one dossier to the next, so that its scan profile is remembered.
import { fold } from "../text";

/** @param component `code` of the catalogue where it has one (else it is empty), else its name */
export function componentKey(component: { code: string; name: string }): string {
  return component.code !== "" ? component.code : `name:${fold(component.name).slice(0, 280)}`;
}
