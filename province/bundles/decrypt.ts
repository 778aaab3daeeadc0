// Takes the encryption off a bundle as it is read (age v1, https://age-encryption.org/v1).
import { Decrypter } from "age-encryption";
import { refuseBundle } from "./refusal";

const VERSION_LINE = "age-encryption.org/v1\n";
/** One recipient takes about 200 bytes; a header that does not end would be held in memory without limit. */
const MOST_HEADER_BYTES = 16 * 1024;

/**
 * Plain bytes of a bundle. Each piece was authenticated; whether the stream is whole shows at its end only.
 * @param identities the province's secrets, AGE-SECRET-KEY-1…; one of them has to fit
 * @throws ORPCError BUNDLE_REFUSED, while it is read too
 */
export async function* decryptBundle(
  stream: AsyncIterable<Uint8Array>,
  identities: readonly string[],
): AsyncGenerator<Uint8Array> {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  const watched = watch(stream);
  try {
    const source = ReadableStream.from(checkHeader(watched.stream));
    yield* await decrypter.decrypt(source as ReadableStream<Uint8Array>);
  } catch (error) {
    const trouble = watched.trouble();
    if (trouble !== undefined) throw trouble;
    // The library has no error of its own class for this.
    const isForOthers = error instanceof Error && error.message.startsWith("no identity matched");
    refuseBundle(isForOthers ? "notOurs" : "damaged", error);
  }
}

async function* checkHeader(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head = Buffer.alloc(0);
  let isChecked = false;
  for await (const piece of stream) {
    if (isChecked) {
      yield piece;
      continue;
    }
    head = Buffer.concat([head, piece]);
    if (head.length < MOST_HEADER_BYTES) continue;
    yield checked(head);
    isChecked = true;
  }
  if (!isChecked) yield checked(head);
}

function checked(head: Buffer): Buffer {
  const start = head.subarray(0, MOST_HEADER_BYTES);
  if (!start.subarray(0, VERSION_LINE.length).equals(Buffer.from(VERSION_LINE)) || !start.includes("\n--- "))
    refuseBundle("damaged");
  return head;
}

/** Keeps apart what went wrong with reading the bundle: that is the province's own trouble, not the bundle's. */
function watch(stream: AsyncIterable<Uint8Array>) {
  let trouble: unknown;
  async function* pass(): AsyncGenerator<Uint8Array> {
    try {
      yield* stream;
    } catch (error) {
      trouble = error;
      throw error;
    }
  }
  return { stream: pass(), trouble: () => trouble };
}
