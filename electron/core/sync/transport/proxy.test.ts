import { expect, it } from "vitest";
import { proxyFor, readPac } from "./proxy";

it.each([
  ["DIRECT", null],
  ["PROXY proxy.tinh.vn:3128; DIRECT", "http://proxy.tinh.vn:3128"],
  ["HTTPS proxy.tinh.vn:443", "https://proxy.tinh.vn:443"],
  ["SOCKS5 a:1080; PROXY b:8080", "http://b:8080"],
  ["SOCKS a:1080", null],
  ["", null],
  ["PROXY", null],
  ["PROXY :::", null],
])("reads the PAC result %s", (result, proxy) => {
  expect(readPac(result)).toBe(proxy);
});

it("never asks for this very machine, and asks the system only when it is told to", async () => {
  const asked: string[] = [];
  const resolveProxy = async (url: string) => {
    asked.push(url);
    return "PROXY p:1";
  };
  expect(await proxyFor("http://127.0.0.1:80/x", { proxy: () => "http://set:1", resolveProxy })).toBeNull();
  expect(await proxyFor("https://tinh.vn/x", { proxy: () => "none", resolveProxy })).toBeNull();
  expect(await proxyFor("https://tinh.vn/x", { proxy: () => "http://set:1", resolveProxy })).toBe("http://set:1");
  expect(asked).toEqual([]);
  expect(await proxyFor("https://tinh.vn/x", { proxy: () => "system", resolveProxy })).toBe("http://p:1");
});
