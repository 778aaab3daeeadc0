// Second generation (2026): REST with a token; a number first, then the files, then the dossier, its progress and its state.
import { z } from "zod";
import { isAhead, Parked, type Adapter, type Memory, type Order } from "../adapter";
import { createCalls, type Calls } from "./calls";
import { toDossierBody, toProgressBody, toStateBody } from "./bodies";

export const Gen2Settings = z.strictObject({
  /** Before /GetToken, without a slash at the end. */
  url: z.url({ protocol: /^https?$/ }),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  /** Code by which GetNextValue counts, and MaDonViTiepNhan. */
  unitCode: z.string().min(1),
  /** MaDichVuCong by MaTTHC; a procedure that is not here is sent with its MaTTHC. */
  services: z.record(z.string(), z.string()).default({}),
});
export type Gen2Settings = z.infer<typeof Gen2Settings>;

const UploadedFile = z.object({ id: z.string(), hash: z.string() });

const Gen2Memory = z.object({
  /** Mã hồ sơ that the other system gave. */
  code: z.string().default(""),
  /** What UploadFile gave, by SHA-256 of the content. */
  files: z.record(z.string(), UploadedFile).default({}),
  /** idHoSo. */
  foreignId: z.string().default(""),
  /** Hashes of the pages that the dossier was created with: it takes none later. */
  createdWith: z.array(z.string()).default([]),
  progress: z.number().int().default(0),
  state: z.number().int().default(0),
});
export type Gen2Memory = z.infer<typeof Gen2Memory>;

export function createGen2(settings: Gen2Settings): Adapter {
  const calls = createCalls(settings);
  return {
    async forward(order) {
      let memory = Gen2Memory.parse(order.memory);
      const keep = async (patch: Partial<Gen2Memory>): Promise<void> => {
        memory = { ...memory, ...patch };
        await order.keep(memory satisfies Memory);
      };
      const step = { calls, settings, order, keep, memory: () => memory };
      await takeNumber(step);
      await sendFiles(step);
      await create(step);
      await sendProgress(step);
      await sendState(step);
    },
    foreignCode: (memory) => Gen2Memory.parse(memory).code || null,
  };
}

interface Step {
  calls: Calls;
  settings: Gen2Settings;
  order: Order;
  memory(): Gen2Memory;
  keep(patch: Partial<Gen2Memory>): Promise<void>;
}

/** A number that was fetched and not kept, because of a kill, is a gap in the other system's numbers, no second dossier. */
async function takeNumber({ calls, settings, memory, keep }: Step): Promise<void> {
  if (memory().code !== "") return;
  await keep({ code: await calls.nextValue(settings.unitCode) });
}

async function sendFiles({ calls, order, memory, keep }: Step): Promise<void> {
  if (memory().foreignId !== "") return;
  for (const file of order.dossier.record.TaiLieuNop) {
    if (file.IsDeleted === "True" || memory().files[file.MaBam]) continue;
    const bytes = await order.readFile(file.MaBam);
    const { id, hash } = await calls.upload({ name: file.TenTepDinhKem, mimeType: file.LoaiTep, bytes });
    if (/^[0-9a-f]{64}$/i.test(hash) && hash.toLowerCase() !== file.MaBam)
      throw new Parked("Hệ thống nhận tệp với nội dung khác: mã băm không khớp.");
    await keep({ files: { ...memory().files, [file.MaBam]: { id, hash } } });
  }
}

async function create({ calls, settings, order, memory, keep }: Step): Promise<void> {
  const hashes = order.dossier.record.TaiLieuNop.map((file) => file.MaBam);
  if (memory().foreignId !== "") {
    if (hashes.some((hash) => !memory().createdWith.includes(hash)))
      throw new Parked("Có trang bổ sung sau khi tạo hồ sơ: hệ thống không có dịch vụ nhận thêm tệp.");
    return;
  }
  const foreignId = await calls.create(toDossierBody({ dossier: order.dossier, settings, memory: memory() }));
  await keep({ foreignId, createdWith: hashes });
}

async function sendProgress({ calls, order, memory, keep }: Step): Promise<void> {
  const entries = order.dossier.progress.slice(memory().progress);
  if (entries.length === 0) return;
  await calls.progress(entries.map((entry) => toProgressBody(order.dossier, memory(), entry)));
  await keep({ progress: order.dossier.progress.length });
}

async function sendState({ calls, order, memory, keep }: Step): Promise<void> {
  const { state } = order.dossier;
  // It was created as received: that state needs no telling.
  if (state === (memory().state || 2)) return;
  const standing = await calls.setState(toStateBody(order.dossier, memory()));
  if (standing !== null && isAhead(standing, state))
    throw new Parked(`Hệ thống đã ghi trạng thái ${standing}, tại tỉnh là ${state}: cần đối chiếu trước khi gửi.`);
  await keep({ state });
}
