// The process that is killed: the real office in plain Node, scanning batches as it is told to.
import type { Order, Told } from "./protocol";
import { openOffice, type Office } from "../../../electron/core/office";
import { plainHost } from "../../../electron/core/plain-host.fixture";
import { startNodeImageProcess } from "../../../electron/core/imaging";
import { ScanSettings } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";

const NEVER = new AbortController().signal;
let office: Office;

process.on("message", (order: Order) => void obey(order));
process.on("disconnect", () => process.exit(0));

async function obey(order: Order): Promise<void> {
  try {
    if (order.kind === "start") await start(order);
    else if (order.kind === "prepare") await prepare(order);
    else await scan(order);
  } catch (error) {
    console.error("office that scans:", error);
    process.exit(70);
  }
}

async function start({ start, imageProcess }: Extract<Order, { kind: "start" }>): Promise<void> {
  const host = {
    ...plainHost(),
    startImageProcess: () => Promise.resolve(startNodeImageProcess(imageProcess)),
    renderForm: () => Promise.reject(new DomainError("FORM_RENDER_FAILED", { reason: "no window here" })),
  };
  office = await openOffice({ start, host });
  tell({ kind: "started" });
}

async function prepare(order: Extract<Order, { kind: "prepare" }>): Promise<void> {
  const { dossiers, scanning } = office;
  const { id } = dossiers.start();
  for (let number = 1; number <= order.components; number++) dossiers.addComponent(id, `Giấy tờ ${number}`);
  const componentIds = dossiers.get(id).components.map((component) => component.id);
  let { device } = order;
  if (order.address !== null) {
    const typed = { driver: "escl" as const, address: order.address, name: "" };
    device = { ...device, deviceId: (await scanning.panel.add(typed, NEVER)).deviceId };
  }
  tell({ kind: "prepared", device, dossierId: id, componentIds });
}

async function scan({ device, dossierId, componentId }: Extract<Order, { kind: "scan" }>): Promise<void> {
  const settings = ScanSettings.parse({ source: "feeder", resolutionDpi: 100 });
  const order = { ...device, settings, target: { dossierId, componentId }, readsSeparators: true };
  for await (const event of office.scanning.scan(order, NEVER)) {
    if (event.kind === "page") tell({ kind: "page", pageId: event.page.id });
    if (event.kind === "finished") tell({ kind: "finished", fault: event.fault });
  }
}

function tell(what: Told): void {
  process.send?.(what);
}
