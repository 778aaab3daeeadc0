// What the driver and its helper process say to each other: one JSON object a line, checked on both sides.
import { z } from "zod";

const Settings = z.object({
  source: z.enum(["flatbed", "feeder", "duplex"]),
  /** TWPT: 0 black and white, 1 grey, 2 RGB. */
  pixelType: z.number().int(),
  resolutionDpi: z.number(),
  /** null: all that the device sees. `code` is its TWSS. */
  paper: z.object({ code: z.number().int(), widthMm: z.number(), heightMm: z.number() }).nullable(),
  transfer: z.enum(["native", "memory"]),
  ownDialog: z.boolean(),
  maxPages: z.number().int().nullable(),
});
export type HelperSettings = z.infer<typeof Settings>;

export const HelperRequest = z.discriminatedUnion("ask", [
  z.object({ ask: z.literal("list") }),
  z.object({ ask: z.literal("capabilities"), source: z.string() }),
  /** The first page is read at once, each further one after a "next". */
  z.object({ ask: z.literal("scan"), source: z.string(), folder: z.string(), settings: Settings }),
  z.object({ ask: z.literal("next") }),
  /** Ends the scan before the next sheet. */
  z.object({ ask: z.literal("stop") }),
]);
export type HelperRequest = z.infer<typeof HelperRequest>;

const Source = z.object({ name: z.string(), manufacturer: z.string() });

const HelperCapabilities = z.object({
  hasFlatbed: z.boolean(),
  hasFeeder: z.boolean(),
  hasDuplex: z.boolean(),
  pixelTypes: z.array(z.number()),
  resolutions: z.array(z.number()),
  resolutionRange: z.object({ min: z.number(), max: z.number() }).nullable(),
  /** TWSS codes. */
  paperCodes: z.array(z.number()),
  /** Of the glass or the feeder; null when it does not say. */
  largestMm: z.object({ width: z.number(), height: z.number() }).nullable(),
  detectsDoubleFeed: z.boolean(),
});
export type HelperCapabilities = z.infer<typeof HelperCapabilities>;

export const HelperEvent = z.discriminatedUnion("is", [
  z.object({ is: z.literal("sources"), sources: z.array(Source) }),
  z.object({ is: z.literal("capabilities"), capabilities: HelperCapabilities }),
  /** A complete file in the folder that was named. */
  z.object({ is: z.literal("page"), file: z.string().regex(/^page-\d+\.(bmp|tiff)$/), resolutionDpi: z.number() }),
  z.object({ is: z.literal("end"), why: z.enum(["empty", "stopped", "dialog-closed"]) }),
  /** The source does not take this value. */
  z.object({ is: z.literal("refused"), option: z.string(), value: z.string() }),
  /** TWCC name, or a name of the helper's own; `operation` is what was asked for. Ends the request. */
  z.object({ is: z.literal("fault"), condition: z.string(), operation: z.string() }),
  /** Still waiting for the source, or for the person in its dialog. */
  z.object({ is: z.literal("alive") }),
  z.object({ is: z.literal("log"), line: z.string() }),
]);
export type HelperEvent = z.infer<typeof HelperEvent>;

/** Cuts a stream into lines; a line may come in pieces. */
export class LineReader {
  #rest = "";

  constructor(private readonly onLine: (line: string) => void) {}

  push(chunk: string): void {
    const lines = (this.#rest + chunk).split("\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") this.onLine(line);
  }
}
