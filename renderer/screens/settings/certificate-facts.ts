// Reads from certificates (PEM, X.509 v3, RFC 5280 §4.1) what an administrator compares before trusting them.

export interface CertificateFacts {
  /** Common name and organisation, as far as there are any. */
  subject: string;
  /** SHA-256 of the certificate, in pairs. */
  fingerprint: string;
  notAfterUtc: string;
  isExpired: boolean;
}

const PEM = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/gu;
const NAME_PARTS = new Set(["85,4,3", "85,4,10"]);

/** @returns null when there is no certificate in the text, or one that cannot be read */
export async function certificateFacts(pem: string): Promise<CertificateFacts[] | null> {
  const bodies = [...pem.matchAll(PEM)].map((match) => (match[1] ?? "").replaceAll(/\s/gu, ""));
  if (bodies.length === 0) return null;
  try {
    return await Promise.all(bodies.map((body) => factsOf(Uint8Array.from(atob(body), (char) => char.charCodeAt(0)))));
  } catch (error) {
    if (error instanceof RangeError || error instanceof DOMException) return null; // not DER, or not base64
    throw error;
  }
}

async function factsOf(der: Uint8Array<ArrayBuffer>): Promise<CertificateFacts> {
  const fields = childrenOf(childAt(childrenOf(nodeAt(der, 0)), 0));
  // [0] version is there in every certificate of version 3 and in none before.
  const first = childAt(fields, 0).tag === 0xa0 ? 1 : 0;
  const validity = childrenOf(childAt(fields, first + 3));
  const notAfterUtc = timeOf(childAt(validity, 1));
  return {
    subject: subjectOf(childAt(fields, first + 4)),
    fingerprint: await fingerprintOf(der),
    notAfterUtc,
    isExpired: Date.parse(notAfterUtc) < Date.now(),
  };
}

interface Node {
  tag: number;
  content: Uint8Array;
  end: number;
}

function nodeAt(bytes: Uint8Array, at: number): Node {
  const tag = byteAt(bytes, at);
  const short = byteAt(bytes, at + 1);
  const lengthBytes = short < 0x80 ? 0 : short & 0x7f;
  if (lengthBytes > 3) throw new RangeError("DER longer than any certificate");
  let length = lengthBytes === 0 ? short : 0;
  for (let index = 0; index < lengthBytes; index += 1) length = length * 256 + byteAt(bytes, at + 2 + index);
  const start = at + 2 + lengthBytes;
  if (start + length > bytes.length) throw new RangeError("DER ends early");
  return { tag, content: bytes.subarray(start, start + length), end: start + length };
}

function childrenOf({ content }: Node): Node[] {
  const children: Node[] = [];
  for (let at = 0; at < content.length;) {
    const child = nodeAt(content, at);
    children.push(child);
    at = child.end;
  }
  return children;
}

function childAt(nodes: readonly Node[], index: number): Node {
  const node = nodes[index];
  if (!node) throw new RangeError("DER without a field that must be there");
  return node;
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new RangeError("DER ends early");
  return byte;
}

function subjectOf(name: Node): string {
  const parts = childrenOf(name).flatMap(childrenOf).map(childrenOf);
  const words = parts.filter((part) => NAME_PARTS.has(childAt(part, 0).content.join(",")));
  return words.map((part) => new TextDecoder().decode(childAt(part, 1).content)).join(" · ");
}

/** UTCTime has two digits of the year (RFC 5280 §4.1.2.5.1: 50 and more is 19xx). */
function timeOf({ tag, content }: Node): string {
  const text = new TextDecoder().decode(content);
  const full = tag === 0x17 ? `${Number(text.slice(0, 2)) >= 50 ? "19" : "20"}${text}` : text;
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/u.exec(full);
  if (!match) throw new RangeError("a time that RFC 5280 does not know");
  const [, year, month, day, hour, minute, second] = match;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
}

async function fingerprintOf(der: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", der));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(":");
}
