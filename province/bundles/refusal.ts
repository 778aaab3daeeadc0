// How the province says no to a whole USB bundle; nothing of it has been used then.
import { ORPCError } from "@orpc/server";

export const BUNDLE_REASONS = {
  damaged: "Gói dữ liệu bị hỏng hoặc chép chưa xong.",
  notOurs: "Gói không được mã hóa cho cổng tỉnh này.",
  tooNew: "Gói do phiên bản chương trình mới hơn tạo ra.",
  forged: "Chữ ký của gói không đúng.",
  unknownCounter: "Quầy đã tạo gói không có trong danh sách của tỉnh hoặc đã bị thu hồi.",
} as const;

/** @throws ORPCError BUNDLE_REFUSED, always */
export function refuseBundle(why: keyof typeof BUNDLE_REASONS, cause?: unknown): never {
  throw new ORPCError("BUNDLE_REFUSED", { status: 422, data: { reason: BUNDLE_REASONS[why] }, cause });
}
