// Messages between the shell (the only code that knows Electron) and core, over the utilityProcess's own channel.
// Bulk data for the window does not pass here: the window has a MessagePort of its own.
import { z } from "zod";
import { FormName } from "./printing";
import { KeyProtection } from "./system";
import { Fault } from "./values";

const RequestId = z.number().int();

export const StartCore = z.object({
  type: z.literal("start"),
  dataFolder: z.string(),
  /** 32 random bytes, hex; from the keychain. */
  keyHex: z.string().regex(/^[0-9a-f]{64}$/),
  keyProtection: KeyProtection,
  /** Folder that holds catalogue/, calendar/ and tessdata/. */
  assetsFolder: z.string(),
  appVersion: z.string(),
  electronVersion: z.string(),
  /** 1 at the first start in this run of the app; more after core died. */
  coreStarts: z.number().int(),
  /** Training: data of its own, a scanner that is not there, and nothing that leaves the PC. */
  training: z.boolean(),
  /** Arguments of the administrator's command line; null for the window. */
  command: z.array(z.string()).nullable(),
});
export type StartCore = z.infer<typeof StartCore>;

/** What core lets run in a process of its own, because it may crash. */
const ChildProgram = z.enum(["images", "twain"]);
export type ChildProgram = z.infer<typeof ChildProgram>;

/** What core asks of the operating system by way of the shell. */
export const HostQuestion = z.discriminatedUnion("ask", [
  /** @throws DEVICE_KEY_UNAVAILABLE; null: there is none */
  z.object({ ask: z.literal("read-secret"), name: z.string().regex(/^[a-z0-9-]{1,80}$/) }),
  /** @throws DEVICE_KEY_UNAVAILABLE, STORAGE_FULL */
  z.object({ ask: z.literal("write-secret"), name: z.string().regex(/^[a-z0-9-]{1,80}$/), secret: z.string() }),
  /** Answered with a PAC result. */
  z.object({ ask: z.literal("resolve-proxy"), url: z.url() }),
  /** null: thought better of it. */
  z.object({ ask: z.literal("choose-place"), kind: z.enum(["folder", "bundle"]) }),
]);
export type HostQuestion = z.infer<typeof HostQuestion>;

const HostAnswer = z.union([z.object({ value: z.string().nullable() }), z.object({ fault: Fault })]);
export type HostAnswer = z.infer<typeof HostAnswer>;

export const ToCore = z.discriminatedUnion("type", [
  StartCore,
  /** Comes with the window's MessagePort. */
  z.object({ type: z.literal("window") }),
  /** Comes with the port of a fresh child process. */
  z.object({ type: z.literal("child-process"), requestId: RequestId }),
  z.object({ type: z.literal("child-process-exited"), requestId: RequestId }),
  z.object({ type: z.literal("read-image"), requestId: RequestId, path: z.string().max(300) }),
  z.object({
    type: z.literal("form-rendered"),
    requestId: RequestId,
    pdf: z.instanceof(Uint8Array<ArrayBufferLike>).nullable(),
    reason: z.string(),
  }),
  z.object({ type: z.literal("host-answer"), requestId: RequestId, answer: HostAnswer }),
  z.object({ type: z.literal("stop") }),
]);
export type ToCore = z.infer<typeof ToCore>;

export const ToShell = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready") }),
  /** Core cannot open its data; the shell shows why and offers a way out. */
  z.object({ type: z.literal("refused"), fault: Fault }),
  z.object({
    type: z.literal("image"),
    requestId: RequestId,
    /** null: there is no such image. */
    image: z.object({ mimeType: z.string(), bytes: z.instanceof(Uint8Array<ArrayBufferLike>) }).nullable(),
  }),
  z.object({ type: z.literal("render-form"), requestId: RequestId, form: FormName, data: z.unknown() }),
  z.object({ type: z.literal("start-child-process"), requestId: RequestId, program: ChildProgram }),
  z.object({ type: z.literal("kill-child-process"), requestId: RequestId }),
  z.object({ type: z.literal("host-question"), requestId: RequestId, question: HostQuestion }),
  z.object({ type: z.literal("exit"), code: z.number().int() }),
]);
export type ToShell = z.infer<typeof ToShell>;

export const CoreState = z.discriminatedUnion("state", [
  z.object({ state: z.literal("restarting"), starts: z.number().int() }),
  z.object({ state: z.literal("ready"), starts: z.number().int() }),
  z.object({ state: z.literal("refused"), fault: Fault }),
]);
export type CoreState = z.infer<typeof CoreState>;
