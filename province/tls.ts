// The province's certificate, read from files that another program may renew.
import type { FastifyInstance } from "fastify";
import fs from "node:fs";
import type { Server } from "node:https";

export interface TlsFiles {
  certFile: string;
  keyFile: string;
}

/** @throws when a file cannot be read */
export function readTls({ certFile, keyFile }: TlsFiles): { cert: Buffer; key: Buffer } {
  return { cert: fs.readFileSync(certFile), key: fs.readFileSync(keyFile) };
}

/** New connections get the certificate that is in the files now; connections that stand keep theirs. */
export function reloadTls(http: FastifyInstance, files: TlsFiles): void {
  (http.server as unknown as Server).setSecureContext(readTls(files));
}
