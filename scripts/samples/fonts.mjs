// Fonts with all Vietnamese letters, embedded in a page that is printed: no other font of the machine gets into it.
import fs from "node:fs";
import path from "node:path";
import { ROOT } from "../setup/places.mjs";

const RANGES = {
  vietnamese:
    "U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB",
  "latin-ext": "U+0100-0101,U+0104-010F,U+0112-0127",
  latin: "U+0000-00FF,U+0131,U+2000-206F",
};

/** CSS that makes `name` the font of a package of @fontsource ("tinos", "be-vietnam-pro"), usual and bold. */
export function fontFaces(name, fontPackage) {
  return [400, 700]
    .flatMap((weight) => Object.keys(RANGES).map((range) => face({ name, fontPackage, weight, range })))
    .join("\n");
}

function face({ name, fontPackage, weight, range }) {
  const files = path.join(ROOT, "node_modules", "@fontsource", fontPackage, "files");
  const file = path.join(files, `${fontPackage}-${range}-${weight}-normal.woff2`);
  const data = fs.readFileSync(file).toString("base64");
  return `@font-face { font-family: ${name}; font-weight: ${weight}; src: url(data:font/woff2;base64,${data}); unicode-range: ${RANGES[range]}; }`;
}
