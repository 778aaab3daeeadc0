// Compares what was acknowledged with what is there.
import type { Acknowledged, Report } from "./protocol";

export interface Account {
  lost: string[];
  duplicated: string[];
  stuck: string[];
}

export function settle(told: readonly Acknowledged[], report: Report): Account {
  return { lost: findLost(told, report), duplicated: findDuplicated(told, report), stuck: findStuck(report) };
}

function findLost(told: readonly Acknowledged[], report: Report): string[] {
  const dossiers = new Map(report.dossiers.map((dossier) => [dossier.id, dossier]));
  const pages = new Map(report.pages.map((page) => [page.id, page]));
  const outbox = new Set(report.outbox.map((row) => row.dossierId));
  const lost = told.filter((what) => {
    if (what.kind === "open") return false;
    const dossier = dossiers.get(what.dossierId);
    if (!dossier) return true;
    if (what.kind === "draft") return what.summary !== "" && dossier.summary !== what.summary;
    if (what.kind === "page") return pages.get(what.pageId)?.isReadable !== true;
    return dossier.code !== what.code || dossier.stage !== "received" || !outbox.has(what.dossierId);
  });
  return [...lost.map((what) => JSON.stringify(what)), ...report.damage];
}

function findDuplicated(told: readonly Acknowledged[], report: Report): string[] {
  const codes = report.dossiers.flatMap((dossier) => (dossier.code ? [dossier.code] : []));
  const twice = codes.filter((code, index) => codes.indexOf(code) !== index);
  const sentTwice = report.outbox.filter((row) => row.count > 1).map((row) => `outbox ${row.dossierId}`);
  const received = told.flatMap((what) => (what.kind === "received" ? [what.code] : []));
  const toldTwice = received.filter((code, index) => received.indexOf(code) !== index);
  return [...twice, ...sentTwice, ...toldTwice];
}

function findStuck(report: Report): string[] {
  return report.pages
    .filter((page) => page.recognition !== "done")
    .map((page) => `page ${page.id} ${page.recognition}`);
}
