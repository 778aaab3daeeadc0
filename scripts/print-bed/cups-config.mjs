// The configuration of a private CUPS server: everything under one folder, no web page, no questions about rights.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const FOLDERS = ["etc/ppd", "etc/ssl", "cache", "spool/tmp", "log", "state", "received"];
/** Filters run as lp and must read and write these. */
const OWNED_BY_LP = ["etc", "etc/ppd", "cache", "spool", "spool/tmp", "log", "state"];

/** @param {string} base absolute folder @returns {string[]} arguments for cupsd */
export function writeCupsConfig(base) {
  for (const folder of FOLDERS) fs.mkdirSync(path.join(base, folder), { recursive: true });
  const owned = OWNED_BY_LP.map((folder) => path.join(base, folder));
  spawnSync("chown", ["root:lp", ...owned]);
  fs.chmodSync(base, 0o755);
  fs.chmodSync(path.join(base, "spool"), 0o710);
  fs.chmodSync(path.join(base, "spool/tmp"), 0o1770);
  const files = path.join(base, "etc/cups-files.conf");
  const server = path.join(base, "etc/cupsd.conf");
  fs.writeFileSync(files, cupsFiles(base));
  fs.writeFileSync(server, cupsServer(base));
  return ["-f", "-c", server, "-s", files];
}

function cupsFiles(base) {
  return `SystemGroup root lpadmin
User lp
Group lp
AccessLog ${base}/log/access_log
ErrorLog ${base}/log/error_log
PageLog ${base}/log/page_log
ServerRoot ${base}/etc
CacheDir ${base}/cache
RequestRoot ${base}/spool
TempDir ${base}/spool/tmp
StateDir ${base}/state
ServerKeychain ${base}/etc/ssl
`;
}

function cupsServer(base) {
  return `LogLevel info
Listen ${base}/cups.sock
Browsing No
WebInterface No
DefaultAuthType None
JobRetryInterval 2
JobRetryLimit 3
PreserveJobHistory Yes
PreserveJobFiles No
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
`;
}
