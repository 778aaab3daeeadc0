// System packages that Electron, the scanner, the printer and their tests need. Installed by apt when root on
// Debian or Ubuntu; elsewhere the one command that a person has to run is printed and set-up stops.
import { spawnSync } from "node:child_process";
import fs from "node:fs";

/** A file that tells that a package is there, and the package. */
const LINUX_PACKAGES = [
  [
    ["/usr/lib/x86_64-linux-gnu/libgtk-3.so.0", "/usr/lib/aarch64-linux-gnu/libgtk-3.so.0", "/usr/lib64/libgtk-3.so.0"],
    "libgtk-3-0",
  ],
  [
    ["/usr/lib/x86_64-linux-gnu/libnss3.so", "/usr/lib/aarch64-linux-gnu/libnss3.so", "/usr/lib64/libnss3.so"],
    "libnss3",
  ],
  [
    [
      "/usr/lib/x86_64-linux-gnu/libasound.so.2",
      "/usr/lib/aarch64-linux-gnu/libasound.so.2",
      "/usr/lib64/libasound.so.2",
    ],
    "libasound2",
  ],
  [
    ["/usr/lib/x86_64-linux-gnu/libgbm.so.1", "/usr/lib/aarch64-linux-gnu/libgbm.so.1", "/usr/lib64/libgbm.so.1"],
    "libgbm1",
  ],
  [["/usr/bin/xvfb-run"], "xvfb"],
  [["/usr/bin/xauth"], "xauth"],
  [["/usr/bin/g++"], "g++"],
  [["/usr/bin/make"], "make"],
  [["/usr/bin/python3", "/usr/local/bin/python3"], "python3"],
  [["/usr/bin/scanimage"], "sane-utils"],
  [
    ["/usr/lib/x86_64-linux-gnu/sane/libsane-airscan.so.1", "/usr/lib/aarch64-linux-gnu/sane/libsane-airscan.so.1"],
    "sane-airscan",
  ],
  [["/usr/bin/lp"], "cups-client"],
  [["/usr/sbin/cupsd"], "cups"],
  [["/usr/lib/cups/filter/pdftopdf"], "cups-filters"],
  [["/usr/sbin/ippeveprinter", "/usr/bin/ippeveprinter"], "cups-ipp-utils"],
  [["/usr/sbin/avahi-daemon"], "avahi-daemon"],
  [["/usr/bin/dbus-daemon"], "dbus"],
  [["/usr/bin/pdftotext"], "poppler-utils"],
  [["/usr/bin/tesseract"], "tesseract-ocr"],
  [
    ["/usr/share/tesseract-ocr/5/tessdata/vie.traineddata", "/usr/share/tesseract-ocr/4.00/tessdata/vie.traineddata"],
    "tesseract-ocr-vie",
  ],
  [["/usr/sbin/ip", "/sbin/ip"], "iproute2"],
  [["/usr/bin/curl"], "curl"],
  [["/usr/bin/qpdf"], "qpdf"],
  [["/usr/bin/setpriv"], "util-linux"],
  // 15 in Debian 12, 14 and 16 in Ubuntu 22.04 and 24.04.
  [[18, 17, 16, 15, 14].map((version) => `/usr/lib/postgresql/${version}/bin/initdb`), "postgresql"],
  [["/usr/bin/javac"], "default-jdk-headless"],
  [["/usr/share/java/preflight.jar"], "libpdfbox2-java"],
  [["/usr/share/java/jaxb-api.jar"], "libjaxb-api-java"],
  ...(process.arch === "x64" ? windowsOnLinux() : []),
];

/** For the TWAIN driver, which is tested with Windows' own Node. */
function windowsOnLinux() {
  return [
    [["/usr/lib/wine/wine64"], "wine64"],
    [["/usr/lib/x86_64-linux-gnu/wine/x86_64-windows/twain_32.dll"], "libwine"],
    [["/usr/bin/x86_64-w64-mingw32-gcc-win32"], "gcc-mingw-w64-x86-64-win32"],
  ];
}

/** @throws with the command to run when packages are missing and cannot be installed from here */
export function ensureSystemPackages() {
  if (process.platform !== "linux") return "nothing to install on this system";
  const missing = LINUX_PACKAGES.filter(([files]) => !files.some((file) => fs.existsSync(file))).map(
    ([, name]) => name,
  );
  if (missing.length === 0) return "all there";
  const command = `apt-get install -y --no-install-recommends ${missing.join(" ")}`;
  const canInstall = process.getuid?.() === 0 && fs.existsSync("/usr/bin/apt-get");
  if (!canInstall)
    throw new Error(`these system packages are missing; run this once, then try again:\n\n  sudo ${command}\n`);
  installWithApt(missing);
  return `installed ${missing.join(", ")}`;
}

function installWithApt(packages) {
  console.error(`[setup] apt-get install ${packages.join(" ")}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const run = (args) => spawnSync("apt-get", args, { env, stdio: ["ignore", "ignore", "inherit"] });
  const install = ["install", "-y", "-qq", "--no-install-recommends", ...packages];
  if (run(install).status === 0) return;
  run(["update", "-qq"]); // a fresh machine has no package lists yet, or old ones
  if (run(install).status !== 0) throw new Error(`apt-get could not install ${packages.join(" ")}`);
}
