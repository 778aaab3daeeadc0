// Calls of the second generation: token, and the envelope {code, message, data}.
import { z } from "zod";
import { Parked } from "../adapter";
import { askJson, shaped } from "../json-post";
import type { Gen2Settings } from ".";

const Token = z.object({ access_token: z.string().min(1) });
const Envelope = z.object({
  code: z.union([z.string(), z.number()]).transform(String),
  message: z
    .string()
    .nullish()
    .transform((text) => text ?? ""),
  data: z.unknown(),
});
type Envelope = z.infer<typeof Envelope>;
const NextValue = z.object({ value: z.string().min(1) });
const Uploaded = z.array(z.object({ IdTepTin: z.coerce.string().min(1), HashTepTin: z.string().default("") })).min(1);
const Created = z.object({ idHoSo: z.coerce.string().min(1), maHoSo: z.string().optional() });
const Standing = z.object({ TrangThai: z.coerce.number().int() });

export interface Calls {
  nextValue(unitCode: string): Promise<string>;
  upload(file: { name: string; mimeType: string; bytes: Uint8Array }): Promise<{ id: string; hash: string }>;
  /** @returns idHoSo, also when the dossier was there already under the number that we were given */
  create(body: object): Promise<string>;
  progress(rows: readonly object[]): Promise<void>;
  /** @returns the state that stands there instead, when it is not taken because the other system is further; else null */
  setState(body: object): Promise<number | null>;
}

export function createCalls(settings: Gen2Settings): Calls {
  let token: string | null = null;

  async function fetchToken(): Promise<string> {
    const body = JSON.stringify({ client_id: settings.clientId, client_secret: settings.clientSecret });
    const init = { method: "POST", headers: { "content-type": "application/json" }, body };
    const { status, body: answer } = await askJson(`${settings.url}/GetToken`, init);
    if (status >= 400) throw new Parked("Hệ thống không cấp mã truy cập cho tài khoản của tỉnh.");
    return shaped(Token, answer).access_token;
  }

  /** A token ends when it likes: once anew, then the refusal stands. */
  async function send(path: string, init: RequestInit): Promise<Envelope> {
    for (let attempt = 0; ; attempt += 1) {
      token ??= await fetchToken();
      const headers = new Headers(init.headers);
      headers.set("authorization", `Bearer ${token}`);
      const { status, body } = await askJson(`${settings.url}${path}`, { ...init, headers });
      if (status !== 401 || attempt === 1) return shaped(Envelope, body);
      token = null;
    }
  }

  const post = (path: string, body: object) =>
    send(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

  return {
    nextValue: async (unitCode) =>
      shaped(NextValue, dataOf(await send(`/GetNextValue?code=${encodeURIComponent(unitCode)}`, {}))).value,
    async upload({ name, mimeType, bytes }) {
      const form = new FormData();
      form.append("files", new Blob([bytes as Uint8Array<ArrayBuffer>], { type: mimeType }), name);
      const [file] = shaped(Uploaded, dataOf(await send("/UploadFile", { method: "POST", body: form })));
      return { id: file?.IdTepTin ?? "", hash: file?.HashTepTin ?? "" };
    },
    async create(body) {
      const answer = await post("/HoSo", body);
      // The answer to an earlier attempt was lost: what stands there under our number is ours.
      const isThere = !isGood(answer) && answer.message.normalize("NFC").toLowerCase().includes("đã tồn tại");
      const created = Created.safeParse(answer.data);
      if (isThere && created.success) return created.data.idHoSo;
      return shaped(Created, dataOf(answer)).idHoSo;
    },
    progress: async (rows) => void dataOf(await post("/CapNhatTienTrinh", rows)),
    async setState(body) {
      const answer = await post("/CapNhatTrangThai", [body]);
      const standing = Standing.safeParse(answer.data);
      if (!isGood(answer) && standing.success) return standing.data.TrangThai;
      dataOf(answer);
      return null;
    },
  };
}

/** @throws Parked with the system's own words */
function dataOf(answer: Envelope): unknown {
  if (!isGood(answer)) throw new Parked(answer.message || `Mã lỗi ${answer.code}`);
  return answer.data;
}

/** 0 and 200 both occur as success; a code of success with words of failure is none. */
function isGood({ code, message }: Envelope): boolean {
  return /^(0|00|200)$/.test(code) && !/không thành công|thất bại/.test(message.normalize("NFC").toLowerCase());
}
