// One JSON text a line between this program and its helper, which speaks to WIA.
import { z } from "zod";

const Property = z.object({
  id: z.number().int(),
  value: z.union([z.number(), z.string(), z.null()]).optional(),
  isReadOnly: z.boolean().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  step: z.number().optional(),
  /** Of a list, or the flags that may be set. */
  values: z.array(z.union([z.number(), z.string()])).optional(),
});
export type Property = z.infer<typeof Property>;

const Description = z.object({ device: z.array(Property), item: z.array(Property) });
/** What device and item say of themselves now. */
export type Description = z.infer<typeof Description>;

export const HelperLine = z.discriminatedUnion("event", [
  z.object({ event: z.literal("device"), id: z.string(), vendor: z.string().nullable(), model: z.string().nullable() }),
  z.object({ event: z.literal("listed") }),
  Description.extend({ event: z.literal("opened") }),
  Description.extend({ event: z.literal("applied") }),
  z.object({ event: z.literal("page"), status: z.number().nullable(), base64: z.string() }),
  z.object({ event: z.literal("fault"), hresult: z.string(), status: z.number().nullable() }),
]);
export type HelperLine = z.infer<typeof HelperLine>;

export interface PropertyWrite {
  on: "device" | "item";
  id: number;
  value: number;
}

export type HelperOrder =
  | { task: "list" }
  | { task: "open"; deviceId: string; wanted: readonly number[]; showsDialog: boolean }
  | { task: "apply"; writes: readonly PropertyWrite[] }
  | { task: "next"; format: string }
  | { task: "close" };
