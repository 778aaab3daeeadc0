import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { DomainError } from "../../shared/errors";
import { openOffice, type Office } from "./office";

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
  office.settings.save({ counter: COUNTER });
  return office;
}

const COUNTER = {
  governingBody: "UBND XÃ MẪU",
  unitName: "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
  unitCode: "H34.12.5",
  communeCode: "",
  placeName: "Xã Mẫu",
  counterName: "Quầy 1",
  officerName: "Nguyễn Thị Hoa",
  phone: "",
  machineCode: "01",
};

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
