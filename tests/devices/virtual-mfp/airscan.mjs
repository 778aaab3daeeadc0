// Debian's own eSCL client, sane-airscan, pointed at one device: the judge of the virtual device and our rival in speed.
import fs from "node:fs";
import path from "node:path";

export const AIRSCAN_DEVICE = "airscan:e0:Virtual MFP";

/**
 * @param {string} folder where a SANE configuration of its own is made @param {string} url ends with /eSCL
 * @returns {Record<string, string>} the environment for scanimage; its device is AIRSCAN_DEVICE
 */
export function makeAirscan(folder, url) {
  const config = path.join(folder, "airscan");
  fs.mkdirSync(config, { recursive: true });
  fs.writeFileSync(path.join(config, "dll.conf"), "airscan\n");
  fs.writeFileSync(
    path.join(config, "airscan.conf"),
    `[devices]\n"Virtual MFP" = ${url}, eSCL\n[options]\ndiscovery = disable\nws-discovery = off\n`,
  );
  return { SANE_CONFIG_DIR: config, LC_ALL: "C" };
}
