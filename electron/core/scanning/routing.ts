// What separator sheets and receipts among the pages say about where the next pages go.
import type { Fault } from "../../../shared/contract";
import { isOfficialCode, parseProvisionalCode, parseSeparatorText, type SeparatorMark } from "../../../shared/domain";
import { DomainError } from "../../../shared/errors";
import type { PageCode } from "../imaging";
import type { Reader } from "../storage";
import { getDossierIdByCode, listComponentIds, requireRoute, type Route } from "./target";

export type Routing =
  /** An ordinary page. */
  | { kind: "none" }
  /** Separator sheets are hidden, receipts are pages like any other. */
  | { kind: "to"; by: "separator" | "patch" | "receipt"; route: Route }
  /** Names something that cannot take pages: they go on to where they went before. */
  | { kind: "refused"; by: "separator" | "patch" | "receipt"; code: string; fault: Fault };

interface Sign {
  by: "separator" | "patch" | "receipt";
  /** As it is told to the officer. */
  code: string;
  /** @throws DomainError NOT_FOUND, DOSSIER_NOT_DRAFT */
  find(): Route;
}

/** @param at where the pages before went */
export function readRouting(reader: Reader, codes: readonly PageCode[], at: Route): Routing {
  const sign = findSign(reader, codes, at);
  if (!sign) return { kind: "none" };
  const { by, code } = sign;
  try {
    const route = sign.find();
    requireRoute(reader, route);
    return { kind: "to", by, route };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { kind: "refused", by, code, fault: { code: error.code, facts: error.facts } };
  }
}

/** Our own QR says more than the patch code beside it, and both more than a receipt that lies in between. */
function findSign(reader: Reader, codes: readonly PageCode[], at: Route): Sign | undefined {
  const texts = codes.flatMap((code) => (code.kind === "qr" ? [code.text] : []));
  const separators = texts.filter((text) => parseSeparatorText(text) !== null);
  const [separator] = separators;
  if (separator !== undefined) return separatorSign(reader, { separators, code: separator }, at);
  if (codes.some((code) => code.kind === "patch"))
    return { by: "patch", code: "T", find: () => followMark(reader, { dossierCode: null, componentNumber: null }, at) };
  const receipt = texts.find((text) => parseProvisionalCode(text) !== undefined || isOfficialCode(text));
  if (receipt === undefined) return undefined;
  const find = () => ({ dossierId: getDossierIdByCode(reader, receipt), componentId: null });
  return { by: "receipt", code: receipt, find };
}

function separatorSign(reader: Reader, sheet: { separators: string[]; code: string }, at: Route): Sign {
  const find = () => {
    // Two sheets on one picture, or one that was written on: guessing would mix papers.
    if (new Set(sheet.separators).size > 1) throw new DomainError("INPUT_INVALID");
    const mark = parseSeparatorText(sheet.code);
    if (!mark) throw new DomainError("INPUT_INVALID");
    return followMark(reader, mark, at);
  };
  return { by: "separator", code: sheet.code, find };
}

function followMark(reader: Reader, mark: SeparatorMark, at: Route): Route {
  const dossierId = mark.dossierCode === null ? at.dossierId : getDossierIdByCode(reader, mark.dossierCode);
  requireRoute(reader, { dossierId, componentId: null });
  const components = listComponentIds(reader, dossierId);
  const isHere = dossierId === at.dossierId;
  const { componentNumber } = mark;
  const componentId =
    components[componentNumber === null ? nextAfter(components, isHere ? at.componentId : null) : componentNumber - 1];
  if (componentId === undefined) throw new DomainError("NOT_FOUND", { kind: "component" });
  return { dossierId, componentId };
}

/**
 * In another dossier, and after loose pages (null), the next one is the first.
 * @throws DomainError NOT_FOUND after a paper that has left the checklist: to begin with the first would mix papers
 */
function nextAfter(components: readonly string[], componentId: string | null): number {
  if (componentId === null) return 0;
  const before = components.indexOf(componentId);
  if (before < 0) throw new DomainError("NOT_FOUND", { kind: "component" });
  return before + 1;
}
