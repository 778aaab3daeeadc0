// Keeps the finding "this is another paper" true while pages are read and moved about.
import { errorCodeOf } from "../../../shared/errors";
import type { ChangeBus } from "../changes";
import type { Reader, Storage } from "../storage";
import type { Judgement } from "./judge";
import { saveFindings } from "./queue";
import { comparePaper, type NamedComponent } from "./titles";

export interface TitleCheckDeps {
  storage: Storage;
  changes: ChangeBus;
}

interface FirstPage {
  pageId: string;
  componentId: string;
  text: string | null;
  suggested: string | null;
  isFound: number;
}

/** Of each paper the page that shows its title, with the text read on it. */
const FIRST_PAGES = `
  SELECT p.id AS pageId, p.component_id AS componentId, t.text, f.suggested_component_id AS suggested,
         f.page_id IS NOT NULL AS isFound
    FROM pages p LEFT JOIN page_texts t ON t.page_id = p.id
    LEFT JOIN page_findings f ON f.page_id = p.id AND f.kind = 'wrong_paper'
   WHERE p.dossier_id = ? AND p.deleted = 0 AND p.component_id IS NOT NULL AND p.position = (
     SELECT min(q.position) FROM pages q WHERE q.component_id = p.component_id AND q.deleted = 0)`;
/** Found when they still were the first of their paper. */
const NO_LONGER_FIRST = `
  SELECT f.page_id AS pageId FROM page_findings f JOIN pages p ON p.id = f.page_id
   WHERE p.dossier_id = ? AND f.kind = 'wrong_paper'`;

export class TitleCheck {
  readonly #deps: TitleCheckDeps;
  readonly #pending = new Set<string>();
  #unsubscribe: (() => void) | undefined;

  constructor(deps: TitleCheckDeps) {
    this.#deps = deps;
  }

  /** Open drafts first: a crash may have come between a change and its check. */
  start(): void {
    const { storage, changes } = this.#deps;
    for (const { id } of storage.read.all<{ id: string }>("SELECT id FROM dossiers WHERE stage = 'draft'"))
      this.#checkSoon(id);
    this.#unsubscribe = changes.subscribe(({ topic, id }) => {
      if (id === null) return;
      if (topic === "papers") this.#checkSoon(id);
      if (topic === "recognition") this.#checkPage(id);
    });
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#pending.clear();
  }

  #checkPage(pageId: string): void {
    const dossierId = this.#deps.storage.read.value<string>("SELECT dossier_id FROM pages WHERE id = ?", pageId);
    if (dossierId !== undefined) this.#checkSoon(dossierId);
  }

  /** Many changes at once are one check. */
  #checkSoon(dossierId: string): void {
    if (this.#pending.size === 0) setImmediate(() => this.#checkPending());
    this.#pending.add(dossierId);
  }

  #checkPending(): void {
    const dossierIds = [...this.#pending];
    this.#pending.clear();
    for (const dossierId of dossierIds) {
      try {
        this.#check(dossierId);
      } catch (error) {
        // The disk is full: the next change of the dossier, or the next start, checks it again.
        console.error(`inspection: titles not compared: ${errorCodeOf(error)}`);
      }
    }
  }

  #check(dossierId: string): void {
    const { storage, changes } = this.#deps;
    const components = listComponents(storage.read, dossierId);
    const firstPages = storage.read.all<FirstPage>(FIRST_PAGES, dossierId);
    const wanted = new Map(firstPages.map((page) => [page.pageId, judgeTitle(page, components)]));
    const changed = firstPages.filter((page) => {
      const found = wanted.get(page.pageId);
      return Boolean(page.isFound) !== Boolean(found) || (found && found.suggestedComponentId !== page.suggested);
    });
    const stale = storage.read
      .all<{ pageId: string }>(NO_LONGER_FIRST, dossierId)
      .filter(({ pageId }) => !wanted.has(pageId));
    if (changed.length + stale.length === 0) return;
    storage.transaction((writer) => {
      for (const { pageId } of [...changed, ...stale]) {
        const found = wanted.get(pageId);
        saveFindings(writer, pageId, { kinds: ["wrong_paper"], found: found ? [found] : [] });
      }
    });
    changes.publish({ topic: "papers", id: dossierId });
  }
}

function judgeTitle({ text, componentId }: FirstPage, components: readonly NamedComponent[]): Judgement | null {
  const own = components.find((component) => component.id === componentId);
  if (text === null || !own) return null;
  const verdict = comparePaper(text, own, components);
  if (!verdict.isWrong) return null;
  return { kind: "wrong_paper", severity: "warning", value: null, suggestedComponentId: verdict.belongsTo };
}

function listComponents(reader: Reader, dossierId: string): NamedComponent[] {
  return reader.all<NamedComponent>(
    "SELECT id, name FROM components WHERE dossier_id = ? AND removed = 0 ORDER BY position",
    dossierId,
  );
}
