// One request to another system and its JSON answer, with a time limit; what is no answer of it is "not now".
import type { z } from "zod";
import { NotNow } from "./adapter";

const LARGEST_ANSWER_BYTES = 8 * 1024 * 1024;
const TIMEOUT_MS = 60_000;

export interface Answer {
  status: number;
  body: unknown;
}

/** @throws NotNow when nothing, no JSON, or a failure of the server itself comes back */
export async function askJson(url: string, init: RequestInit): Promise<Answer> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
    text = await response.text();
  } catch (cause) {
    throw new NotNow("no answer", { cause });
  }
  if (response.status >= 500 || response.status === 429 || text.length > LARGEST_ANSWER_BYTES)
    throw new NotNow(`status ${response.status}`);
  return { status: response.status, body: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new NotNow("the answer is no JSON", { cause });
  }
}

/** @throws NotNow when the answer has another shape: a proxy's page, or half an answer */
export function shaped<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new NotNow("the answer has another shape");
  return parsed.data;
}
