// What a clerk of the province asks: the routes under /v1/admin.
import { expect } from "vitest";
import { ADMIN_TOKEN } from "./counter.fixture";

/** @param path behind /v1/admin/; with a body it is posted */
export async function askAsClerk<Answer>(provinceUrl: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${provinceUrl}/v1/admin/${path}`, {
    method: body ? "POST" : "GET",
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}
