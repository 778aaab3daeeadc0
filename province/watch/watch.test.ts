import { afterAll, beforeAll, expect, it } from "vitest";
import { startProvince, type Province } from "../start";

const ADMIN_TOKEN = "can-bo-tinh-thu-nghiem";
const lines: string[] = [];
let province: Province;

beforeAll(async () => {
  const log = (line: string) => void lines.push(line);
  province = await startProvince({ enrolmentCode: "dang-ky-thu-nghiem", adminToken: ADMIN_TOKEN, log });
});
afterAll(() => province.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${province.url}${path}`, { headers });

it("says that database and store can be reached", async () => {
  const response = await get("/health");
  expect([response.status, await response.json()]).toEqual([200, { ok: true, faults: [] }]);
});

it("counts requests by the pattern of their route, and what stands in the database", async () => {
  await get("/v1/admin/dossiers?limit=1", { authorization: `Bearer ${ADMIN_TOKEN}` });
  const response = await get("/metrics");
  expect(response.headers.get("content-type")).toContain("version=0.0.4");
  const text = await response.text();
  expect(text).toContain('gateway_request_seconds_count{method="GET",route="/v1/admin/dossiers",status="200"} 1');
  expect(text).toMatch(/^gateway_dossiers 0$/m);
  expect(text).toMatch(/^gateway_parked 0$/m);
});

it("writes no code, hash or name that stands in an address, neither in its lines nor in its metrics", async () => {
  const secrets = ["H34.12.5-261123-0001", "ab".repeat(32), "0190a000-0000-7000-8000-000000000001", "Nguyễn-Thị-Hạnh"];
  for (const secret of secrets) {
    await get(`/v1/files/${encodeURIComponent(secret)}?who=${encodeURIComponent(secret)}`);
    await get(`/v1/admin/dossiers/${encodeURIComponent(secret)}/state`);
    await get(`/${encodeURIComponent(secret)}`);
  }
  const told = lines.join("\n") + (await (await get("/metrics")).text());
  for (const secret of secrets) {
    expect(told).not.toContain(secret);
    expect(told).not.toContain(encodeURIComponent(secret));
  }
  expect(told).toContain('route="/v1/files/*"');
  expect(told).toContain('route="none"');
});

it("writes one line of JSON a request", () => {
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines)
    expect(Object.keys(JSON.parse(line) as object)).toEqual([
      ...["at", "method", "route", "status", "seconds", "receivedBytes"],
    ]);
});

it.each([
  ["/ops", "text/html", "vận hành"],
  ["/ops/page.js", "text/javascript", "sessionStorage"],
  ["/ops/page.css", "text/css", "focus-visible"],
  ["/docs/swagger-ui.css", "text/css", ".swagger-ui"],
  ["/docs", "text/html", "swagger-ui-bundle.js"],
  ["/docs/swagger-ui-bundle.js", "text/javascript", "SwaggerUI"],
])("serves %s from itself, under a policy that allows nothing from elsewhere", async (path, type, words) => {
  const response = await get(path);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toContain(type);
  expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none'.*script-src 'self'/);
  expect(await response.text()).toContain(words);
});
