// Values that several features share.
import { z } from "zod";
import { ERROR_CODES } from "../errors";

/** Client-made identifier, UUID version 7 (RFC 9562). */
export const Id = z.uuid();
export type Id = z.infer<typeof Id>;

/** Instant in UTC, ISO 8601 with milliseconds; shown in GMT+7. */
export const InstantUtc = z.iso.datetime();

/** Local calendar date, yyyy-MM-dd. */
export const LocalDate = z.iso.date();

/** SHA-256 of a file's content, lower-case hex. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** An expected failure as it crosses a border: permanent code and facts for its words. */
export const Fault = z.object({
  code: z.enum(ERROR_CODES),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
});
export type Fault = z.infer<typeof Fault>;

/** The five states that an officer sees: Nháp · Chờ gửi · Đang gửi · Đã gửi · Cần xử lý. */
export const DeliveryState = z.enum(["draft", "waiting", "sending", "sent", "attention"]);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** Kênh thực hiện: 1 trực tiếp, 2 trực tuyến, 3 bưu chính. */
export const Channel = z.enum(["counter", "online", "post"]);
export type Channel = z.infer<typeof Channel>;
