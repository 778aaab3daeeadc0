// Writes the objects of a PDF one after the other, and at the end where each of them stands (ISO 32000-1, 7.5).
import { createHash } from "node:crypto";

/** "12 0 R": how one object names another. */
export type Ref = `${number} 0 R`;

/** 1.4 is what PDF/A-1 is made of; the comment of high bytes tells that the file is no text. */
const HEADER = Buffer.from([...Buffer.from("%PDF-1.4\n%"), 0xe2, 0xe3, 0xcf, 0xd3, 0x0a]);

export class PdfFile {
  readonly #parts: Uint8Array[] = [HEADER];
  readonly #offsets: (number | undefined)[] = [];
  #length = HEADER.length;

  /** A number for an object that is written later. */
  reserve(): Ref {
    this.#offsets.push(undefined);
    return `${this.#offsets.length} 0 R`;
  }

  /** @param body the object as it stands in the file; Latin-1 */
  add(body: string, ref: Ref = this.reserve()): Ref {
    this.#begin(ref);
    this.#write(Buffer.from(`${body}\nendobj\n`, "latin1"));
    return ref;
  }

  /** @param entries of its dictionary, without Length; the content is neither copied nor changed */
  addStream(entries: string, content: Uint8Array): Ref {
    const ref = this.reserve();
    this.#begin(ref);
    this.#write(Buffer.from(`<< ${entries} /Length ${String(content.length)} >>\nstream\n`, "latin1"));
    this.#write(content);
    this.#write(Buffer.from("\nendstream\nendobj\n", "latin1"));
    return ref;
  }

  /** The file in pieces; the same objects give the same bytes. */
  finish({ root, info }: { root: Ref; info: Ref }): Uint8Array[] {
    const start = this.#length;
    const places = this.#offsets.map((offset) => {
      if (offset === undefined) throw new Error("an object of the PDF was reserved and never written");
      return `${String(offset).padStart(10, "0")} 00000 n \n`;
    });
    const id = this.#digest();
    const size = String(places.length + 1);
    this.#write(
      Buffer.from(
        `xref\n0 ${size}\n0000000000 65535 f \n${places.join("")}trailer\n<< /Size ${size} /Root ${root} ` +
          `/Info ${info} /ID [<${id}> <${id}>] >>\nstartxref\n${String(start)}\n%%EOF\n`,
        "latin1",
      ),
    );
    return this.#parts;
  }

  #begin(ref: Ref): void {
    this.#offsets[Number.parseInt(ref, 10) - 1] = this.#length;
    this.#write(Buffer.from(`${String(Number.parseInt(ref, 10))} 0 obj\n`, "latin1"));
  }

  #write(bytes: Uint8Array): void {
    this.#parts.push(bytes);
    this.#length += bytes.length;
  }

  #digest(): string {
    const hash = createHash("sha256");
    for (const part of this.#parts) hash.update(part);
    return hash.digest("hex").slice(0, 32);
  }
}

/** A text string in any language, as UTF-16 with its mark. */
export function textString(text: string): string {
  return `<${Buffer.from(`\ufeff${text}`, "utf16le").swap16().toString("hex")}>`;
}

/** At most three decimals, never in the exponent form that PDF does not know. */
export function real(value: number): string {
  return String(Number(value.toFixed(3)));
}
