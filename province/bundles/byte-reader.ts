// Reads a stream of bytes as lines and counted parts, holding one piece of it at a time.

export interface ByteReader {
  /** Without its "\n"; null when there is no whole line within `mostBytes`. */
  readLine(mostBytes: number): Promise<string | null>;
  /** @returns false when the stream ends before `sizeBytes` have come */
  readPart(sizeBytes: number, onPiece: (piece: Uint8Array) => Promise<void>): Promise<boolean>;
  isAtEnd(): Promise<boolean>;
}

const NEWLINE = 0x0a;

export function readBytes(stream: AsyncIterable<Uint8Array>): ByteReader {
  const pieces = stream[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array(0);

  /** @returns false at the end */
  async function fill(): Promise<boolean> {
    while (rest.length === 0) {
      const next = await pieces.next();
      if (next.done === true) return false;
      rest = next.value;
    }
    return true;
  }

  return {
    async readLine(mostBytes) {
      const parts: Uint8Array[] = [];
      let sizeBytes = 0;
      while (await fill()) {
        const end = rest.indexOf(NEWLINE);
        const part = end < 0 ? rest : rest.subarray(0, end);
        sizeBytes += part.length;
        if (sizeBytes > mostBytes) return null;
        parts.push(part);
        rest = end < 0 ? rest.subarray(rest.length) : rest.subarray(end + 1);
        if (end >= 0) return Buffer.concat(parts).toString("utf8");
      }
      return null;
    },
    async readPart(sizeBytes, onPiece) {
      let left = sizeBytes;
      while (left > 0 && (await fill())) {
        const piece = rest.subarray(0, left);
        await onPiece(piece);
        left -= piece.length;
        rest = rest.subarray(piece.length);
      }
      return left === 0;
    },
    isAtEnd: async () => !(await fill()),
  };
}
