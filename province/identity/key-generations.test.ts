// Generations of the province's keys, on both databases: made once, added, retired, by several processes at once.
import { createPublicKey, verify } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCatalogue } from "../catalogue";
import { sha256 } from "../counter-client.fixture";
import { DATABASES, openGateway, type DatabaseBed } from "../gateway.fixture";
import { greet, noteKeyGeneration } from "../ledgers";
import { migrate } from "../schema";
import type { Database } from "../sql";
import { createKeyReader, KeysStay, retireKeys, rotateKeys } from "./key-generations";
import { openKeys } from "./keys";

function isSignedBy(key: string, { text, signature }: { text: string; signature: string }): boolean {
  const publicKey = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: key }, format: "jwk" });
  return verify(null, Buffer.from(text, "utf8"), publicKey, Buffer.from(signature, "base64url"));
}

describe.each(Object.entries(DATABASES))("keys on %s", (_name, openBed) => {
  let bed: DatabaseBed;
  beforeAll(async () => {
    bed = await openBed();
  });
  afterAll(() => bed.stop());

  async function withDatabase(work: (database: Database) => Promise<void>): Promise<void> {
    const database = await bed.create();
    try {
      await migrate(database);
      await work(database);
    } finally {
      await database.close();
    }
  }

  const retire = (database: Database, number: number, anyway = false) => retireKeys(database, { number, anyway });

  it("the first generation is one, though many make it at once", () =>
    withDatabase(async (database) => {
      const all = await Promise.all(Array.from({ length: 8 }, () => openKeys(database)));
      const rings = await Promise.all(all.map((keys) => keys.present()));
      expect(new Set(rings.map((ring) => JSON.stringify([ring, ring.sign("x")]))).size).toBe(1);
      expect(rings[0]).toMatchObject({ generation: 1, bundleIdentities: [expect.any(String)] });
      expect(new Set(all.map((keys) => Buffer.from(keys.tokenSecret).toString("hex"))).size).toBe(1);
      expect(await database.query("SELECT name FROM province_keys ORDER BY name")).toEqual(
        ["bundle-1", "challenge-1", "signing-1", "token-1"].map((name) => ({ name })),
      );
    }));

  it("a first generation of which a kill has left half is made whole, with what there is of it", () =>
    withDatabase(async (database) => {
      await openKeys(database);
      const signing = () => database.query("SELECT value FROM province_keys WHERE name = 'signing-1'");
      const before = await signing();
      await database.query("DELETE FROM province_keys WHERE name = 'bundle-1'");
      const present = await createKeyReader(database);
      expect(await present()).toMatchObject({ generation: 1 });
      expect(await signing()).toEqual(before);
    }));

  it("rotations at once give each a number of its own, seen at once by who has the keys open, the newest first", () =>
    withDatabase(async (database) => {
      const { present } = await openKeys(database);
      const first = await present();
      const rotated = await Promise.all([rotateKeys(database), rotateKeys(database)]);
      expect(rotated.map(({ generation }) => generation).sort()).toEqual([2, 3]);
      const newest = await present();
      expect(newest).toMatchObject({ generation: 3, bundleIdentities: { length: 3 } });
      const { signingKeys, bundleRecipient } = newest.publicIdentity;
      expect(new Set(signingKeys).size).toBe(3);
      expect(signingKeys[2]).toBe(first.publicIdentity.signingKeys[0]);
      expect(bundleRecipient).not.toBe(first.publicIdentity.bundleRecipient);
      expect(newest.bundleIdentities[2]).toBe(first.bundleIdentities[0]);
      // By the oldest: who has been told of nothing since knows that one.
      expect(newest.sign("x")).toBe(first.sign("x"));
    }));

  it("what is retired neither opens nor signs any more, is never made again, and its number is not given again", () =>
    withDatabase(async (database) => {
      const { present } = await openKeys(database);
      const first = await present();
      await rotateKeys(database);
      expect(await retire(database, 1)).toEqual({ cutOff: 0 });
      const { present: reopened } = await openKeys(database);
      for (const ring of [await present(), await reopened()]) {
        expect(ring).toMatchObject({ generation: 2, bundleIdentities: { length: 1 } });
        const [key = ""] = ring.publicIdentity.signingKeys;
        expect(key).not.toBe(first.publicIdentity.signingKeys[0]);
        expect(isSignedBy(key, { text: "x", signature: ring.sign("x") })).toBe(true);
      }
      expect(await rotateKeys(database)).toMatchObject({
        generation: 3,
        publicIdentity: { signingKeys: { length: 2 } },
      });
    }));

  it("the newest and an unknown one are not retired, also not by two at once, and no more are kept than a counter takes", () =>
    withDatabase(async (database) => {
      const { present } = await openKeys(database);
      await expect(retire(database, 1)).rejects.toThrow(KeysStay);
      for (const number of [0, 2, -1]) await expect(retire(database, number, true)).rejects.toThrow("no generation");
      await rotateKeys(database);
      await expect(retire(database, 2, true)).rejects.toThrow("newest");
      const results = await Promise.allSettled([retire(database, 1), retire(database, 1)]);
      expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      for (let count = 1; count < 10; count += 1) await rotateKeys(database);
      expect((await present()).publicIdentity.signingKeys).toHaveLength(10);
      await expect(rotateKeys(database)).rejects.toThrow("retire 2 first");
      await retire(database, 2);
      expect(await rotateKeys(database)).toMatchObject({ generation: 12 });
    }));

  it("a catalogue that was published under a retired key is handed out under one that stays", () =>
    withDatabase(async (database) => {
      const { present } = await openKeys(database);
      const { addFiles } = await openGateway(database);
      const catalogue = createCatalogue(database, async (text) => (await present()).sign(text));
      const content = Buffer.from("danh mục");
      const file = { sha256: sha256(content), sizeBytes: 1, mimeType: "application/json", name: "a.json" };
      await addFiles(content);
      await catalogue.publish("2026.11", file);
      const text = `qmc-catalogue\n2026.11\n${file.sha256}`;
      const oldKey = (await present()).publicIdentity.signingKeys[0] ?? "";
      const isOffered = async (key = "") =>
        isSignedBy(key, { text, signature: (await catalogue.latest(""))?.signature ?? "" });
      await rotateKeys(database);
      expect(await isOffered(oldKey)).toBe(true);
      await retire(database, 1);
      expect(await isOffered(oldKey)).toBe(false);
      expect(await isOffered((await present()).publicIdentity.signingKeys[0])).toBe(true);
    }));

  it("a generation stays while counters know no newer one, except when it has to go at once", () =>
    withDatabase(async (database) => {
      await openKeys(database);
      const gateway = await openGateway(database);
      const enrolled = [await gateway.addCounter("K1"), await gateway.addCounter("K2")];
      for (const { id } of enrolled) await noteKeyGeneration(database, id, 1);
      // Enrolled by a program of before, and not seen since.
      await gateway.addCounter("K3");
      const revoked = await gateway.addCounter("K4");
      await database.query("UPDATE counters SET revoked_at_utc = 'x' WHERE id = $1", [revoked.id]);
      const { generation: keyGeneration } = await rotateKeys(database);
      await expect(retire(database, 1)).rejects.toThrow("yet: 3");
      const greeting = { sentAtUtc: new Date().toISOString(), backlog: { operations: 0, bytes: 0 }, keyGeneration };
      for (const counter of enrolled) await greet(database, counter, greeting);
      await expect(retire(database, 1)).rejects.toThrow("yet: 1");
      expect(await retire(database, 1, true)).toEqual({ cutOff: 1 });
    }));
});
