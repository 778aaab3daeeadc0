// The process that is killed: the real office in plain Node, working without end and telling what it has acknowledged.
// Started by kills.test.ts, which kills it at random moments and keeps what was told.
import path from "node:path";
import type { Acknowledged, Order, Report } from "./protocol";
import type { StartCore } from "../../shared/contract/host";
import { openOffice, type Office } from "../../electron/core/office";
import { plainHost } from "../../electron/core/plain-host.fixture";
import { startNodeImageProcess } from "../../electron/core/imaging";
import { ScanSettings } from "../../shared/contract";
import { DomainError } from "../../shared/errors";

const CARD = "062194001234||Nguyễn Thị Đường|12031994|Nữ|Thôn Đăk Pung, xã Đăk Rơ Nga, Quảng Ngãi|05072022";
const PROCEDURE = "1.004873";
const DRAIN_POLL_MS = 200;

process.on("message", (order: Order) => void obey(order));
process.on("disconnect", () => process.exit(0));

async function obey(order: Order): Promise<void> {
  try {
    const office = await open(order.start);
    office.startBackground();
    if (order.task === "work") await workForEver(office, order);
    else tell(await report(office, order));
  } catch (error) {
    console.error("office under fire:", error);
    process.exit(70);
  }
}

function open(start: StartCore): Promise<Office> {
  const host = {
    ...plainHost(),
    startImageProcess: () => Promise.resolve(startNodeImageProcess(path.resolve("out/main/image-process.js"))),
    renderForm: () => Promise.reject(new DomainError("FORM_RENDER_FAILED", { reason: "no window here" })),
  };
  return openOffice({ start, host });
}

async function workForEver(office: Office, order: Order): Promise<never> {
  acknowledge({ kind: "open" });
  for (let turn = 1; ; turn++) await oneVisit(office, order, `lượt ${order.run}.${turn}`);
}

/** What an officer does in one visit; each step is told only after the office has answered. */
async function oneVisit(office: Office, order: Order, summary: string): Promise<void> {
  const { dossiers } = office;
  const { id } = dossiers.start();
  acknowledge({ kind: "draft", dossierId: id, summary: "" });
  dossiers.saveDraft({ id, procedureCode: PROCEDURE, applicant: dossiers.readCard(CARD).applicant });
  const draft = dossiers.saveDraft({ id, summary });
  acknowledge({ kind: "draft", dossierId: id, summary });
  const wanted = draft.components.filter((component) => component.duty === "submit" && !component.conditional);
  for (const component of wanted) await scanInto(office, order, { dossierId: id, componentId: component.id });
  const received = dossiers.complete(id);
  acknowledge({ kind: "received", dossierId: id, code: received.provisionalCode ?? "" });
}

async function scanInto(
  office: Office,
  order: Order,
  target: { dossierId: string; componentId: string },
): Promise<void> {
  const settings = ScanSettings.parse({ resolutionDpi: 200, maxPages: 1, vendorOptions: { filename: order.glass } });
  const scan = { driver: "sane" as const, deviceId: "pnm:0", settings, target };
  for await (const event of office.scanning.scan(scan, new AbortController().signal)) {
    if (event.kind === "page") acknowledge({ kind: "page", dossierId: target.dossierId, pageId: event.page.id });
    if (event.kind === "finished" && event.fault) throw new Error(`scan: ${event.fault.code}`);
  }
}

/** After the last kill: waits until recognition has nothing left to do, then tells all that is there. */
async function report(office: Office, order: Order): Promise<Report> {
  const until = Date.now() + order.drainMs;
  const open = () => office.recognition.queue().queued + office.recognition.queue().running;
  while (open() > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS));
  const { read } = office.storage;
  const pages = read.all<{ id: string; dossier_id: string; sha256: string; recognition: string | null }>(
    `SELECT p.id, p.dossier_id, p.sha256, j.state AS recognition FROM pages p
     LEFT JOIN recognition_jobs j ON j.page_id = p.id WHERE p.deleted = 0`,
  );
  return {
    dossiers: read.all("SELECT id, stage, provisional_code AS code, summary FROM dossiers"),
    pages: pages.map((page) => ({
      id: page.id,
      dossierId: page.dossier_id,
      recognition: page.recognition,
      isReadable: isReadable(office, page.sha256),
    })),
    outbox: read.all("SELECT dossier_id AS dossierId, count(*) AS count FROM outbox GROUP BY dossier_id"),
    damage: office.storage.check(),
  };
}

function isReadable(office: Office, sha256: string): boolean {
  try {
    return office.blobs.get(sha256).length > 0;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

function acknowledge(what: Acknowledged): void {
  process.send?.({ acknowledged: what });
}

function tell(what: Report): void {
  process.send?.({ report: what }, () => process.exit(0));
}
