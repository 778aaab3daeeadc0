// What TCP connections say, each byte once: without the headers of packets, and without what is sent again for lost ones.
// Read from the packets (RFC 791, RFC 9293), one direction of a line.

const TCP = 6;
const SYN = 0x02;
const HALF = 0x8000_0000;

export function createStreamCount() {
  /** The next new byte of each connection, by its addresses and ports. */
  const nextOf = new Map();

  /** @returns {number} bytes of this packet that were not sent before */
  return (packet) => {
    if (packet[0] >> 4 !== 4 || packet[9] !== TCP) return 0;
    const tcp = (packet[0] & 0x0f) * 4;
    const connection = packet.toString("latin1", 12, 20) + packet.toString("latin1", tcp, tcp + 4);
    const sequence = packet.readUInt32BE(tcp + 4);
    const isFirst = (packet[tcp + 13] & SYN) !== 0;
    const length = packet.readUInt16BE(2) - tcp - (packet[tcp + 12] >> 4) * 4;
    if (length === 0 && !isFirst) return 0; // an acknowledgement stands at the next byte, after the end of all one further
    const end = (sequence + length + (isFirst ? 1 : 0)) >>> 0;
    const next = isFirst ? end : (nextOf.get(connection) ?? sequence);
    const fresh = (end - next) >>> 0;
    if (fresh >= HALF) return 0; // all of it is older
    nextOf.set(connection, end);
    return fresh;
  };
}
