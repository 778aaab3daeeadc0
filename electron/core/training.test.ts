import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { DomainError } from "../../shared/errors";
import { openOffice, type Office } from "./office";
import { plainHost } from "./plain-host.fixture";

const NEVER = new AbortController().signal;
let folder: string;
let office: Office;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "training-"));
});
afterEach(async () => {
  await office.close();
  fs.rmSync(folder, { recursive: true });
});

async function open(training: boolean): Promise<Office> {
  const host = {
    ...plainHost(),
    startImageProcess: () => Promise.reject(new Error("not needed here")),
    renderForm: () => Promise.reject(new DomainError("FORM_RENDER_FAILED", { reason: "no window here" })),
  };
  const start = {
    type: "start" as const,
    dataFolder: folder,
    keyHex: "5a".repeat(32),
    keyProtection: "test" as const,
    assetsFolder: path.resolve("assets"),
    appVersion: "0.0.0",
    electronVersion: "none",
    coreStarts: 1,
    training,
    command: null,
  };
  office = await openOffice({ start, host });
  return office;
}

it("never speaks to a province, whatever is set", async () => {
  let requests = 0;
  const server = http.createServer((_request, response) => {
    requests++;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const provinceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { settings, sync } = await open(true);
  settings.save({ provinceUrl });
  await expect(sync.register({ provinceUrl, enrolmentCode: "123456" })).rejects.toMatchObject({
    code: "PROVINCE_NOT_CONFIGURED",
  });
  expect(sync.status().link).toBe("unconfigured");
  expect(requests).toBe(0);
  server.close();
});

it("has a counter and a scan profile of its own from the first start, and leaves those that were chosen", async () => {
  await open(true);
  expect(office.settings.get().counter).toMatchObject({ machineCode: "TH", governingBody: "UBND XÃ TẬP HUẤN" });
  const [profile] = office.scanning.profiles.list().profiles;
  expect(profile).toMatchObject({ driver: "virtual", deviceId: "tap-su", settings: { source: "feeder" } });
  if (profile) office.scanning.profiles.save({ ...profile, name: "Khay giấy" });
  await office.close();
  await open(true);
  expect(office.scanning.profiles.list().profiles.map(({ name }) => name)).toEqual(["Khay giấy"]);
});

it("has the virtual scanner, which the counter itself has not", async () => {
  const check = async () => {
    const devices = await office.scanning.panel.check({ driver: "virtual", deviceId: "tap-su" }, NEVER);
    return devices.state;
  };
  await open(true);
  expect(await check()).toBe("ready");
  await office.close();
  await open(false);
  await expect(check()).rejects.toMatchObject({ code: "SCANNER_NOT_FOUND" });
});
