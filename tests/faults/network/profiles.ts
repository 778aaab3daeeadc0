// Lines as communes have them (docs/sync.md): what happens to a packet on its way, in each direction.

export interface Profile {
  name: string;
  /** Kilobits (1,000 bits) a second from the counter to the province, and back. */
  upKbit: number;
  downKbit: number;
  /** Of one direction. */
  delayMs: number;
  jitterMs: number;
  /** 0…1 of the packets. */
  loss: number;
  duplicate: number;
  /** Packets that overtake those before them. */
  reorder: number;
  /** Packets that wait for the line before further ones are dropped: what the router at its end holds. */
  queuePackets: number;
}

const CLEAN: Profile = {
  name: "clean",
  upKbit: 1_000_000,
  downKbit: 1_000_000,
  delayMs: 0,
  jitterMs: 0,
  loss: 0,
  duplicate: 0,
  reorder: 0,
  queuePackets: 60,
};

/** fibre: what a commune office has where it has a good line · P1 2G · P2 3G · P3 satellite · P4 hostile. Round trips are twice the delay. */
export const PROFILES = {
  clean: CLEAN,
  fibre: { ...CLEAN, name: "fibre", upKbit: 100_000, downKbit: 100_000, delayMs: 5, queuePackets: 256 },
  P1: { ...CLEAN, name: "P1", upKbit: 20, downKbit: 50, delayMs: 250 },
  P2: { ...CLEAN, name: "P2", upKbit: 500, downKbit: 500, delayMs: 200, loss: 0.05 },
  P3: { ...CLEAN, name: "P3", upKbit: 1000, downKbit: 1000, delayMs: 300, loss: 0.02 },
  P4: {
    ...CLEAN,
    ...{ name: "P4", upKbit: 256, downKbit: 256, delayMs: 400, jitterMs: 200 },
    ...{ loss: 0.3, duplicate: 0.02, reorder: 0.05 },
  },
} as const satisfies Record<string, Profile>;
