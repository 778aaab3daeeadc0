// The gateway's commands for its own keys: what they print, what they refuse, and that gateways that run follow at once.
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { enrolCounter } from "../../province/counter-client.fixture";
import { startPostgres } from "../../province/postgres-bed.fixture";
import type { ProvinceIdentity } from "../../shared/wire";
import { buildGateway, GATEWAY_SCRIPT, startGateway } from "./gateway-process";

beforeAll(buildGateway);

interface Said {
  code: number | null;
  out: string;
  words: string;
}

async function say(settings: Record<string, string>, ...args: string[]): Promise<Said> {
  const child = spawn(process.execPath, [GATEWAY_SCRIPT, ...args], {
    cwd: path.join(import.meta.dirname, "..", ".."),
    env: { ...process.env, NODE_NO_WARNINGS: "1", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    timeout: 120_000,
  });
  onTestFinished(() => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, "SIGKILL");
  });
  const said: Said = { code: null, out: "", words: "" };
  child.stdout.on("data", (piece: Buffer) => (said.out += piece.toString()));
  child.stderr.on("data", (piece: Buffer) => (said.words += piece.toString()));
  [said.code] = (await once(child, "close")) as [number | null];
  return said;
}

function makeFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "province-keys-"));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

it("change the keys of a data folder while no gateway works on it, and say why not", async () => {
  const settings = { DATA_DIR: path.join(makeFolder(), "data") };
  const gateway = await startGateway(settings);
  onTestFinished(() => gateway.kill());
  expect(await say(settings, "rotate-keys")).toMatchObject({
    code: 1,
    out: "",
    words: expect.stringMatching(/DATA_DIR_IN_USE/),
  });
  expect(await gateway.stop()).toBe(0);
  const rotated = await say(settings, "rotate-keys");
  expect(rotated).toMatchObject({ code: 0, words: "" });
  const { generation, province } = JSON.parse(rotated.out) as { generation: number; province: ProvinceIdentity };
  expect(generation).toBe(2);
  expect(province.signingKeys).toHaveLength(2);
  expect(province.bundleRecipient).toMatch(/^age1/);
  expect(rotated.out).not.toMatch(/SECRET/);
  expect(await say(settings, "retire-keys", "2")).toMatchObject({
    code: 1,
    out: "",
    words: expect.stringMatching(/newest/),
  });
  expect(await say(settings, "retire-keys", "7")).toMatchObject({
    code: 1,
    words: expect.stringMatching(/no generation 7 here \(2, 1\)/),
  });
  const retired = await say(settings, "retire-keys", "1");
  expect(JSON.parse(retired.out)).toEqual({ retired: 1, cutOff: 0 });
  expect(await say({ DATA_DIR: makeFolder() }, "rotate-keys")).toMatchObject({
    code: 1,
    words: expect.stringMatching(/no keys here/),
  });
});

it("refuse what they do not understand, before anything is opened", async () => {
  const folder = makeFolder();
  const settings = { DATA_DIR: path.join(folder, "data") };
  const bad = [["rotate-keys", "2"], ["retire-keys"], ["retire-keys", "-1"], ["retire-keys", "1", "2"], ["rotate"]];
  for (const args of bad) expect(await say(settings, ...args), args.join(" ")).toMatchObject({ code: 2, out: "" });
  expect(await say({}, "rotate-keys")).toMatchObject({ code: 2, words: expect.stringMatching(/DATA_DIR/) });
  expect(fs.readdirSync(folder)).toEqual([]);
});

it("on PostgreSQL every gateway that runs tells of the new keys in the next session", async () => {
  const postgres = await startPostgres();
  onTestFinished(() => postgres.stop());
  const settings = { DATABASE_URL: postgres.url, DATA_DIR: makeFolder() };
  const gateways = await Promise.all([startGateway(settings), startGateway(settings)]);
  for (const gateway of gateways) onTestFinished(() => gateway.kill());
  const counters = await Promise.all(
    gateways.map(({ url }, index) => enrolCounter({ url, machineCode: `K${index}`, unitCode: "H34.30.1" })),
  );
  const body = { sentAtUtc: new Date().toISOString(), backlog: { operations: 0, bytes: 0 } };
  const told = () =>
    Promise.all(
      counters.map(async (counter) => {
        const answer = await counter.call("/v1/session", { method: "POST", body });
        return (answer.body as { province: ProvinceIdentity }).province;
      }),
    );
  const [before] = await told();
  const rotations = await Promise.all([say(settings, "rotate-keys"), say(settings, "rotate-keys")]);
  expect(rotations.map(({ code }) => code)).toEqual([0, 0]);
  expect(await say(settings, "retire-keys", "1")).toMatchObject({ code: 1, words: expect.stringMatching(/yet: 2/) });
  const after = await told();
  expect(after[0]).toEqual(after[1]);
  expect(after[0]?.signingKeys).toHaveLength(3);
  expect(after[0]?.signingKeys.at(-1)).toBe(before?.signingKeys[0]);
  expect(JSON.parse((await say(settings, "retire-keys", "1")).out)).toEqual({ retired: 1, cutOff: 0 });
  for (const { signingKeys } of await told()) expect(signingKeys).toEqual(after[0]?.signingKeys.slice(0, 2));
});
