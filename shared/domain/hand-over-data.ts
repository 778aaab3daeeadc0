// What the hand-over report (biên bản bàn giao hồ sơ điện tử) of one run is printed from.
import { z } from "zod";
import { RunReport } from "../contract";

export const HandOverPrint = RunReport.extend({
  governingBody: z.string(),
  placeName: z.string(),
  printedAtUtc: z.iso.datetime(),
});
export type HandOverPrint = z.infer<typeof HandOverPrint>;
