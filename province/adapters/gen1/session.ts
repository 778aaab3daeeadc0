// Calls of the first generation: login, its session, and what counts as success.
import { z } from "zod";
import { Parked } from "../adapter";
import { askJson, shaped } from "../json-post";
import type { Gen1Settings } from ".";

/** Numbers and strings both occur; "00" as well as "0". */
const Reply = z.object({
  error_code: z.union([z.string(), z.number()]).transform(String),
  message: z
    .string()
    .nullish()
    .transform((text) => text ?? ""),
});
const SessionReply = Reply.extend({ session: z.string().optional() });
const Lookup = Reply.extend({ data: z.array(z.object({ TrangThaiHoSo: z.string() })).nullish() });
const Fields = Reply.extend({ data: z.array(z.object({ MALINHVUC: z.string(), TENLINHVUC: z.string() })).nullish() });

export interface ServiceAnswer {
  /** Code 0 and the words of success: code 0 alone has been seen with a refusal. */
  isTaken: boolean;
  code: string;
  message: string;
}

export interface Call {
  data: readonly unknown[];
  isUpdating: "True" | "False";
}

export interface Services {
  ask(service: string, call: Call): Promise<ServiceAnswer>;
  /** @throws Parked with the system's own words when it does not take it */
  call(service: string, call: Call): Promise<void>;
  /** State of a dossier there; null: it is not there. */
  findState(code: string): Promise<number | null>;
  /** MaLinhVuc by the name of the field, as the portal spells it. */
  fieldCodes(): Promise<ReadonlyMap<string, string>>;
}

export function createSession(settings: Gen1Settings): Services {
  let session: string | null = null;
  let fields: ReadonlyMap<string, string> | undefined;

  async function logIn(): Promise<string> {
    const body = { service: "login", account: settings.account, password: settings.password };
    const reply = shaped(SessionReply, await post(settings, body));
    if (!isZero(reply.error_code) || !reply.session) throw new Parked(`Không đăng nhập được cổng: ${reply.message}`);
    return reply.session;
  }

  /** A session ends when it likes: once anew, then its refusal stands. */
  async function send<Schema extends z.ZodType>(schema: Schema, service: string, rest: object) {
    for (let attempt = 0; ; attempt += 1) {
      session ??= await logIn();
      const body = await post(settings, { service, session, madonvi: settings.unitCode, ...rest });
      if (attempt === 1 || !isSessionOver(body)) return shaped(schema, body);
      session = null;
    }
  }

  async function ask(service: string, call: Call): Promise<ServiceAnswer> {
    const { error_code: code, message } = await send(Reply, service, call);
    return { isTaken: isZero(code) && isSuccess(message), code, message };
  }

  return {
    ask,
    async call(service, call) {
      const { isTaken, code, message } = await ask(service, call);
      if (!isTaken) throw new Parked(message || `Mã lỗi ${code}`);
    },
    async findState(code) {
      const reply = await send(Lookup, "TraCuuHoSo", { MaHoSo: code });
      const state = Number(reply.data?.[0]?.TrangThaiHoSo ?? Number.NaN);
      return Number.isInteger(state) ? state : null;
    },
    async fieldCodes() {
      fields ??= new Map(
        (await send(Fields, "LayDanhMucLinhVuc", {})).data?.map((row) => [nameOf(row), row.MALINHVUC]),
      );
      return fields;
    },
  };
}

async function post(settings: Gen1Settings, body: object): Promise<unknown> {
  const headers = { "content-type": "application/json", ...(settings.dstcode ? { dstcode: settings.dstcode } : {}) };
  return (await askJson(settings.url, { method: "POST", headers, body: JSON.stringify(body) })).body;
}

function nameOf(row: { TENLINHVUC: string }): string {
  return row.TENLINHVUC.normalize("NFC").trim().toLowerCase();
}

function isZero(code: string): boolean {
  return /^0{1,2}$/.test(code);
}

function isSuccess(message: string): boolean {
  const words = message.normalize("NFC").toLowerCase();
  return words.includes("thành công") && !words.includes("không thành công");
}

function isSessionOver(body: unknown): boolean {
  const reply = Reply.safeParse(body);
  return reply.success && !isZero(reply.data.error_code) && /session|phiên/i.test(reply.data.message);
}
