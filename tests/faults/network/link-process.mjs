// The network between counters and a province, packet by packet: one TUN device a side, and in between what a bad line does to
// them. A process of its own: reading a TUN device blocks, and killing this process takes the devices with it.
// Where the kernel has `tc netem` it does no more than this; many kernels are built without it.
import fs from "node:fs";
import koffi from "koffi";
import { createStreamCount } from "./stream-count.mjs";

const TUNSETIFF = 0x400454ca;
const IFF_TUN_NO_PI = 0x1001;
const LARGEST_PACKET = 65_536;
const FULL_PACKET = 1500;
/** A packet may have waited for this process and not for the line, which is given that time back (the burst of `tc tbf`). */
const LATE_MS = 4;

const ioctl = koffi.load("libc.so.6").func("int ioctl(int fd, unsigned long request, void* argument)");

/** @returns {number} descriptor of a new TUN device of this name */
function openTun(name) {
  const fd = fs.openSync("/dev/net/tun", "r+");
  const request = Buffer.alloc(40);
  request.write(name, 0, 15, "latin1");
  request.writeUInt16LE(IFF_TUN_NO_PI, 16);
  if (ioctl(fd, TUNSETIFF, request) !== 0) throw new Error(`no TUN device: errno ${koffi.errno()}`);
  return fd;
}

/** mulberry32: the same losses for the same seed. */
function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

class Direction {
  constructor(target, random) {
    Object.assign(this, { target, random, freeAt: 0, isCut: false, profile: null });
    this.underWay = [];
    this.timer = undefined;
    this.stats = { packets: 0, bytes: 0, streamBytes: 0, dropped: 0 };
    this.countStream = createStreamCount();
  }

  shape(profile, kbit) {
    Object.assign(this, { profile, bytesPerMs: kbit / 8 });
  }

  take(packet) {
    this.stats.packets += 1;
    this.stats.bytes += packet.length;
    this.stats.streamBytes += this.countStream(packet);
    const { profile, random } = this;
    if (this.isCut || (profile && (random() < profile.loss || this.isFull(profile)))) {
      this.stats.dropped += 1;
      return;
    }
    if (!profile) return this.deliver(packet);
    const copies = random() < profile.duplicate ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) this.send(packet, profile);
  }

  /** Of what waits for the line, not of what is under way on it. */
  isFull({ queuePackets }) {
    return (this.freeAt - performance.now()) * this.bytesPerMs > queuePackets * FULL_PACKET;
  }

  send(packet, profile) {
    const now = performance.now();
    this.freeAt = Math.max(this.freeAt, now - LATE_MS) + packet.length / this.bytesPerMs;
    const jitter = (this.random() * 2 - 1) * profile.jitterMs;
    const delay = this.random() < profile.reorder ? 0 : profile.delayMs + jitter;
    this.await(packet, this.freeAt + Math.max(0, delay));
  }

  /** One queue by time of arrival: only a profile changes the order, never a timer of this process. */
  await(packet, arrivesAt) {
    let place = this.underWay.length;
    while (place > 0 && this.underWay[place - 1].arrivesAt > arrivesAt) place -= 1;
    this.underWay.splice(place, 0, { packet, arrivesAt });
    if (place === 0) this.deliverDue();
  }

  deliverDue() {
    clearTimeout(this.timer);
    const now = performance.now();
    while (this.underWay.length > 0 && this.underWay[0].arrivesAt - now < 1) this.deliver(this.underWay.shift().packet);
    if (this.underWay.length > 0) this.timer = setTimeout(() => this.deliverDue(), this.underWay[0].arrivesAt - now);
  }

  deliver(packet) {
    if (this.isCut) return;
    try {
      fs.writeSync(this.target, packet);
    } catch {
      // A device that is not up loses it, as a line would.
    }
  }
}

function pump(fd, direction) {
  const buffer = Buffer.alloc(LARGEST_PACKET);
  const next = () =>
    fs.read(fd, buffer, 0, buffer.length, null, (error, length) => {
      if (error) return void setTimeout(next, 20); // EIO before the device is up
      direction.take(Buffer.from(buffer.subarray(0, length)));
      next();
    });
  next();
}

/** Names of the devices of each client: its own, and the province's end of its line. */
function open({ devices, seed }) {
  const lines = devices.map(({ client, server }, index) => {
    const ends = { client: openTun(client), server: openTun(server) };
    const up = new Direction(ends.server, createRandom(seed + index * 2));
    const down = new Direction(ends.client, createRandom(seed + index * 2 + 1));
    return { ends, up, down };
  });
  process.on("message", (message) => {
    const line = lines[message.line];
    if (message.type === "start")
      for (const { ends, up, down } of lines) {
        pump(ends.client, up);
        pump(ends.server, down);
      }
    if (message.type === "shape") {
      line.up.shape(message.profile, message.profile?.upKbit);
      line.down.shape(message.profile, message.profile?.downKbit);
    }
    if (message.type === "cut") {
      line.up.isCut = message.up;
      line.down.isCut = message.down;
    }
    if (message.type === "stats") process.send({ type: "stats", up: line.up.stats, down: line.down.stats });
  });
  process.send({ type: "ready" });
}

process.once("message", open);
process.on("disconnect", () => process.kill(process.pid, "SIGKILL")); // blocked reads would hold an ordinary exit
