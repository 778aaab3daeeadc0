// The rows of the bench. To add one: a file in rows/ and a line here.
import { fieldsRow } from "./rows/fields.mjs";
import { inputLatencyRow } from "./rows/input-latency.mjs";
import { memoryRow } from "./rows/memory.mjs";
import { ocrRow } from "./rows/ocr.mjs";
import { scanSpeedRow } from "./rows/scan-speed.mjs";
import { sendingLatencyRow } from "./rows/sending-latency.mjs";
import { startUpRow } from "./rows/start-up.mjs";
import { syncRow } from "./rows/sync.mjs";

export const ROWS = [
  ocrRow,
  fieldsRow,
  memoryRow,
  startUpRow,
  inputLatencyRow,
  scanSpeedRow,
  sendingLatencyRow,
  syncRow,
];
