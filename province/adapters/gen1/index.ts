// First generation: the portal behind LGSP. JSON by POST, all values strings, upsert by MaHoSo, progress in batches of ten.
import { createHash } from "node:crypto";
import { z } from "zod";
import { canonicalJson } from "../../../shared/wire";
import { isAhead, Parked, type Adapter, type ForwardedDossier, type Memory, type Order } from "../adapter";
import { createSession, type Services } from "./session";
import { toDossierRow, toProgressRows } from "./rows";

export const Gen1Settings = z.strictObject({
  /** Login and services, without a slash at the end. */
  url: z.url({ protocol: /^https?$/ }),
  account: z.string().min(1),
  password: z.string().min(1),
  /** madonvi of every call. */
  unitCode: z.string().min(1),
  /** Code of the service that the bus routes to (header dstcode). */
  dstcode: z.string().default(""),
});
export type Gen1Settings = z.infer<typeof Gen1Settings>;

const Gen1Memory = z.object({
  /** It is there: sent with success, or found there. */
  created: z.boolean().default(false),
  /** Hash of the row that was last taken. */
  taken: z.string().default(""),
  /** Progress entries that were taken. */
  progress: z.number().int().default(0),
});
type Gen1Memory = z.infer<typeof Gen1Memory>;

const PROGRESS_BATCH = 10;

export function createGen1(settings: Gen1Settings): Adapter {
  const services = createSession(settings);
  return {
    async forward(order) {
      const memory = await sendDossier(services, order, Gen1Memory.parse(order.memory));
      await sendProgress(services, order, memory);
    },
    // MaHoSo is ours: the first generation gives no number of its own.
    foreignCode: () => null,
  };
}

async function sendDossier(services: Services, order: Order, memory: Gen1Memory): Promise<Gen1Memory> {
  const row = await toDossierRow(order.dossier, services.fieldCodes);
  const hash = createHash("sha256").update(canonicalJson(row), "utf8").digest("hex");
  if (memory.taken === hash) return memory;
  if (memory.created) await refuseIfAhead(services, order.dossier);
  const isNew = !memory.created && (await addNew(services, row)) === "taken";
  if (!isNew) {
    await refuseIfAhead(services, order.dossier);
    await services.call("DongBoHoSoMC", { data: [row], isUpdating: "True" });
  }
  return keep(order, { ...memory, created: true, taken: hash });
}

async function addNew(services: Services, row: unknown): Promise<"taken" | "exists"> {
  const answer = await services.ask("DongBoHoSoMC", { data: [row], isUpdating: "False" });
  if (answer.isTaken) return "taken";
  // The answer to an earlier attempt was lost, or another system sent it: the row is there.
  if (answer.message.normalize("NFC").toLowerCase().includes("đã tồn tại")) return "exists";
  throw new Parked(answer.message || `Mã lỗi ${answer.code}`);
}

/** One authority a stage: what the portal has a later state of is not written over. */
async function refuseIfAhead(services: Services, dossier: ForwardedDossier): Promise<void> {
  const standing = await services.findState(dossier.officialCode);
  if (standing !== null && isAhead(standing, dossier.state))
    throw new Parked(`Cổng đã ghi trạng thái ${standing}, tại tỉnh là ${dossier.state}: cần đối chiếu trước khi gửi.`);
}

async function sendProgress(services: Services, order: Order, memory: Gen1Memory): Promise<void> {
  const rows = toProgressRows(order.dossier);
  let sent = memory.progress;
  while (sent < rows.length) {
    const batch = rows.slice(sent, sent + PROGRESS_BATCH);
    await services.call("CapNhatTienDoHoSoMC", { data: batch, isUpdating: "False" });
    sent += batch.length;
    await keep(order, { ...memory, progress: sent });
  }
}

async function keep(order: Order, memory: Gen1Memory): Promise<Gen1Memory> {
  await order.keep(memory satisfies Memory);
  return memory;
}
