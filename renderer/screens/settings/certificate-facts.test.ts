import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { expect, it } from "vitest";
import { certificateFacts } from "./certificate-facts";

const SUBJECT = "/O=Tỉnh mẫu/CN=Chứng thư gốc";
const NEW_CERTIFICATE = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-utf8"];

function certificate(days: number): string {
  const args = [...NEW_CERTIFICATE, "-keyout", "/dev/null", "-days", String(days), "-subj", SUBJECT];
  return execFileSync("openssl", args, { encoding: "utf8", timeout: 20_000, stdio: ["ignore", "pipe", "ignore"] });
}

it.each([[30], [40_000]])("says what OpenSSL says of a certificate of %d days", async (days) => {
  const pem = certificate(days);
  const known = new X509Certificate(pem);
  const [facts] = (await certificateFacts(pem)) ?? [];
  expect(facts?.fingerprint).toBe(known.fingerprint256);
  expect(facts?.notAfterUtc).toBe(new Date(known.validTo).toISOString());
  expect(facts?.subject).toBe("Tỉnh mẫu · Chứng thư gốc");
});

it("reads every certificate of a chain", async () => {
  expect(await certificateFacts(`${certificate(1)}\n${certificate(2)}`)).toHaveLength(2);
});

it.each([
  ["nothing", ""],
  ["a key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"],
  ["letters", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"],
  ["bad base64", "-----BEGIN CERTIFICATE-----\nA=A=A\n-----END CERTIFICATE-----"],
])("says no to %s", async (_, pem) => {
  expect(await certificateFacts(pem)).toBeNull();
});

it("says no to one that is cut off", async () => {
  const pem = certificate(1);
  const body = pem.split("\n").slice(1, 5).join("\n");
  expect(await certificateFacts(`-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----`)).toBeNull();
});
