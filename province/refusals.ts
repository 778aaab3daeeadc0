// How the province says no: a permanent code, an HTTP status, and a reason in Vietnamese that the counter shows to the officer.
import { ORPCError } from "@orpc/server";
import type { z } from "zod";

const STATUS = {
  ENROLMENT_REFUSED: 403,
  NOT_YOURS: 403,
  OPERATION_CONFLICT: 409,
  OPERATION_REFUSED: 422,
  QUOTA_EXCEEDED: 413,
} as const;

export const REASONS = {
  enrolmentCode: "Mã đăng ký không đúng, đã dùng, hết hạn hoặc của cơ quan khác.",
  keyProof: "Khóa của quầy không hợp lệ.",
  unitCode: "Thiếu hoặc sai mã định danh cơ quan (ví dụ H34.12.5).",
  notYours: "Hồ sơ này thuộc quầy khác.",
  otherPayload: "Thao tác này đã được gửi với nội dung khác.",
  damagedPayload: "Nội dung bị hỏng trên đường truyền (mã băm không khớp).",
  sequenceTaken: "Số thứ tự thao tác của hồ sơ đã được dùng.",
  codeTaken: "Mã hồ sơ tạm hoặc hồ sơ này đã được dùng cho một lần tiếp nhận khác.",
  unknownDossier: "Cổng tỉnh chưa có hồ sơ này, hoặc mã hồ sơ tạm không khớp.",
  badSequence: "Số thứ tự thao tác quá lớn.",
  badText: "Nội dung có ký tự không dùng được (mã 0).",
  noRoom: "Dung lượng lưu trữ của quầy tại cổng tỉnh đã hết.",
  leaseDay: "Chỉ cấp trước số hồ sơ cho hôm nay và 14 ngày tới.",
  leaseFull: "Quầy đã nhận đủ số hồ sơ cấp trước của ngày này.",
  fixedField: "Không được sửa tại cổng tỉnh: ",
  nothingToChange: "Không có nội dung sửa đổi.",
  catalogueTaken: "Phiên bản danh mục này đã phát hành với nội dung khác.",
  unknownKind: "Cổng tỉnh chưa xử lý được loại thao tác này.",
} as const;

export function refuse(code: keyof typeof STATUS, reason: string): never {
  throw new ORPCError(code, { status: STATUS[code], data: { reason } });
}

/** Names the fields, never their values: reasons end up in logs and on shared screens. */
export function describeIssues(error: z.ZodError): string {
  const fields = new Set(error.issues.flatMap(namedFields));
  return `Hồ sơ không hợp lệ, cần xem lại: ${[...fields].slice(0, 10).join(", ")}.`;
}

function namedFields(issue: z.core.$ZodIssue): string[] {
  const place = issue.path.map(String);
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => [...place, key].join("."));
  return [place.join(".") || "nội dung"];
}
