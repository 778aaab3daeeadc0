// What the receipt (giấy tiếp nhận hồ sơ và hẹn trả kết quả, TT 03/2025/TT-VPCP PL I mẫu 01) is printed from.
import { z } from "zod";
import { PaperForm, ProcessingTime } from "../contract";

/** What became of a paper at the counter: scanned, only shown, an earlier digitised one used again, kept on paper. */
export const PaperHandling = z.enum(["digitised", "presented", "reused", "paper"]);
export type PaperHandling = z.infer<typeof PaperHandling>;

const Person = z.object({
  fullName: z.string(),
  personalNumber: z.string(),
  address: z.string(),
  phone: z.string(),
  email: z.string(),
});

/** Everything on the receipt that comes from the dossier. An empty text prints as a dotted line to be filled by hand. */
export const ReceiptData = z.object({
  governingBody: z.string(),
  unitName: z.string(),
  placeName: z.string(),
  officerName: z.string(),
  /** Number of this paper within the unit's own register; "" where none is kept. */
  number: z.string().default(""),
  provisionalCode: z.string().min(1),
  /** null until the province has answered. */
  officialCode: z.string().nullable(),
  applicant: Person,
  /** Người được ủy quyền; null when the applicant came in person. */
  representative: Person.extend({ document: z.string() }).nullable().default(null),
  /** Nội dung yêu cầu giải quyết. */
  subject: z.string(),
  components: z.array(
    z.object({
      name: z.string(),
      form: PaperForm,
      originals: z.number().int().nonnegative(),
      copies: z.number().int().nonnegative(),
      handling: PaperHandling,
    }),
  ),
  setCount: z.number().int().min(1),
  processingTime: ProcessingTime.nullable(),
  receivedAtUtc: z.iso.datetime(),
  dueAtUtc: z.iso.datetime().nullable(),
  returnMethod: z.enum(["counter", "post"]),
  /** Sổ theo dõi hồ sơ, where it is kept on paper. */
  register: z.object({ book: z.string(), number: z.string() }).nullable().default(null),
});
export type ReceiptData = z.infer<typeof ReceiptData>;

/** One print of it: from the second on the paper says "In lại lần n". */
export const ReceiptPrint = ReceiptData.extend({ copyNumber: z.number().int().min(1) });
export type ReceiptPrint = z.infer<typeof ReceiptPrint>;
