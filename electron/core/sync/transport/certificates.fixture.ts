// An authority of our own, and certificates that are wrong in one way each; made by openssl.
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const DAY_MS = 86_400_000;

export interface Authority {
  pem: string;
  issue(what: { host: string; fromDays: number; toDays: number }): Promise<{ key: string; cert: string }>;
}

/** @param folder empty, and thrown away by whoever made it */
export async function createAuthority(folder: string): Promise<Authority> {
  const file = (name: string) => path.join(folder, name);
  const openssl = (...parameters: string[]) => run("openssl", parameters, { timeout: 30_000 });
  fs.mkdirSync(file("new"), { recursive: true });
  fs.writeFileSync(file("index.txt"), "");
  fs.writeFileSync(
    file("ca.cnf"),
    `[ca]\ndefault_ca=x\n[x]\ndatabase=${file("index.txt")}\nnew_certs_dir=${file("new")}\nrand_serial=yes\n` +
      `default_md=sha256\npolicy=any\ncopy_extensions=copy\nunique_subject=no\n[any]\ncommonName=supplied\n`,
  );
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  await openssl("req", "-x509", ...curve, "-keyout", file("ca.key"), "-out", file("ca.pem"), "-subj", "/CN=Test CA");
  let issued = 0;
  return {
    pem: fs.readFileSync(file("ca.pem"), "utf8"),
    async issue({ host, fromDays, toDays }) {
      issued += 1;
      const [key, request, cert] = [file(`${issued}.key`), file(`${issued}.csr`), file(`${issued}.pem`)];
      const name = /^[\d.]+$/.test(host) ? `IP:${host}` : `DNS:${host}`;
      await openssl(
        "req",
        ...curve,
        "-keyout",
        key,
        "-out",
        request,
        "-subj",
        `/CN=${host}`,
        "-addext",
        `subjectAltName=${name}`,
      );
      const dates = ["-startdate", toAsn1(fromDays), "-enddate", toAsn1(toDays)];
      await openssl(
        ...["ca", "-batch", "-notext", "-config", file("ca.cnf"), "-cert", file("ca.pem"), "-keyfile", file("ca.key")],
        ...[...dates, "-in", request, "-out", cert],
      );
      return { key: fs.readFileSync(key, "utf8"), cert: fs.readFileSync(cert, "utf8") };
    },
  };
}

function toAsn1(days: number): string {
  return `${new Date(Date.now() + days * DAY_MS).toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z`;
}
