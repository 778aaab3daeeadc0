// The XML of eSCL as the virtual device speaks it (Mopria eSCL 2.6x; PWG 5109 for the words of the feeder).
import { XMLParser } from "fast-xml-parser";

/**
 * @typedef {object} JobSettings
 * @property {"Platen" | "Feeder"} source
 * @property {boolean} isDuplex
 * @property {"RGB24" | "Grayscale8" | "BlackAndWhite1"} colourMode
 * @property {number} resolutionDpi
 * @property {string} format a MIME type
 * @property {{x: number, y: number, width: number, height: number}} region in 300ths of an inch
 */

const NAMES =
  'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"';
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
export const VERSION = "2.63";
/** A4, in 300ths of an inch. */
export const LARGEST = { width: 2480, height: 3508 };
const SMALLEST = 16;
const COLOUR_MODES = ["BlackAndWhite1", "Grayscale8", "RGB24"];

/** @param {{name: string, uuid: string, formats: string[], resolutionsDpi: number[], detectsDoubleFeed: boolean}} about */
export function capabilitiesXml({ name, uuid, formats, resolutionsDpi, detectsDoubleFeed }) {
  const input = inputXml({ formats, resolutionsDpi });
  const options = ["DetectPaperLoaded", "Duplex", ...(detectsDoubleFeed ? ["DetectMultipick"] : [])];
  return (
    `${HEAD}<scan:ScannerCapabilities ${NAMES}>` +
    tags({ "pwg:Version": VERSION, "pwg:MakeAndModel": name, "pwg:SerialNumber": "VIRTUAL1", "scan:UUID": uuid }) +
    `<scan:Platen><scan:PlatenInputCaps>${input}</scan:PlatenInputCaps></scan:Platen>` +
    `<scan:Adf><scan:AdfSimplexInputCaps>${input}</scan:AdfSimplexInputCaps>` +
    `<scan:AdfDuplexInputCaps>${input}</scan:AdfDuplexInputCaps><scan:FeederCapacity>250</scan:FeederCapacity>` +
    `<scan:AdfOptions>${options.map((option) => `<scan:AdfOption>${option}</scan:AdfOption>`).join("")}</scan:AdfOptions>` +
    `</scan:Adf></scan:ScannerCapabilities>`
  );
}

function inputXml({ formats, resolutionsDpi }) {
  const modes = COLOUR_MODES.map((mode) => `<scan:ColorMode>${mode}</scan:ColorMode>`).join("");
  const documents = ["pwg:DocumentFormat", "scan:DocumentFormatExt"]
    .flatMap((name) => formats.map((format) => `<${name}>${format}</${name}>`))
    .join("");
  const resolutions = resolutionsDpi
    .map((dpi) => `<scan:DiscreteResolution>${tags({ "scan:XResolution": dpi, "scan:YResolution": dpi })}`)
    .join("</scan:DiscreteResolution>");
  return (
    tags({
      "scan:MinWidth": SMALLEST,
      "scan:MaxWidth": LARGEST.width,
      "scan:MinHeight": SMALLEST,
      "scan:MaxHeight": LARGEST.height,
      "scan:MaxScanRegions": 1,
    }) +
    `<scan:SettingProfiles><scan:SettingProfile><scan:ColorModes>${modes}</scan:ColorModes>` +
    `<scan:DocumentFormats>${documents}</scan:DocumentFormats>` +
    `<scan:SupportedResolutions><scan:DiscreteResolutions>${resolutions}</scan:DiscreteResolution>` +
    `</scan:DiscreteResolutions></scan:SupportedResolutions></scan:SettingProfile></scan:SettingProfiles>` +
    `<scan:SupportedIntents><scan:Intent>Document</scan:Intent></scan:SupportedIntents>` +
    tags({ "scan:MaxOpticalXResolution": 600, "scan:MaxOpticalYResolution": 600 })
  );
}

/** @param {{state: string, adfState: string, jobs: Iterable<{id: string, images: number, state: string, reason: string}>}} device */
export function statusXml({ state, adfState, jobs }) {
  const infos = [...jobs].map(
    ({ id, images, state: jobState, reason }) =>
      `<scan:JobInfo>${tags({
        "pwg:JobUri": `/eSCL/ScanJobs/${id}`,
        "pwg:JobUuid": id,
        "scan:Age": 1,
        "pwg:ImagesCompleted": images,
        "pwg:JobState": jobState,
      })}<pwg:JobStateReasons>${tags({ "pwg:JobStateReason": reason })}</pwg:JobStateReasons></scan:JobInfo>`,
  );
  return (
    `${HEAD}<scan:ScannerStatus ${NAMES}>` +
    tags({ "pwg:Version": VERSION, "pwg:State": state, "scan:AdfState": adfState }) +
    `<scan:Jobs>${infos.join("")}</scan:Jobs></scan:ScannerStatus>`
  );
}

/** @param {{id: string, settings: JobSettings}} job */
export function imageInfoXml({ id, settings: { region, resolutionDpi } }) {
  const px = (units) => Math.round((units / 300) * resolutionDpi);
  return (
    `${HEAD}<scan:ScanImageInfo ${NAMES}>` +
    tags({
      "pwg:JobUri": `/eSCL/ScanJobs/${id}`,
      "pwg:JobUuid": id,
      "scan:ActualWidth": px(region.width),
      "scan:ActualHeight": px(region.height),
      "scan:ActualBytesPerLine": px(region.width) * 3,
    }) +
    `</scan:ScanImageInfo>`
  );
}

const parser = new XMLParser({ removeNSPrefix: true, parseTagValue: false, processEntities: false });

/** @param {string} xml @returns {JobSettings} */
export function readJobSettings(xml) {
  const asked = parser.parse(xml).ScanSettings ?? {};
  const region = asked.ScanRegions?.ScanRegion ?? {};
  return {
    source: asked.InputSource ?? "Platen",
    isDuplex: asked.Duplex === "true",
    colourMode: asked.ColorMode ?? "RGB24",
    resolutionDpi: Number(asked.XResolution ?? 300),
    format: asked.DocumentFormatExt ?? asked.DocumentFormat ?? "image/jpeg",
    region: {
      x: Number(region.XOffset ?? 0),
      y: Number(region.YOffset ?? 0),
      width: Number(region.Width ?? LARGEST.width),
      height: Number(region.Height ?? LARGEST.height),
    },
  };
}

function tags(values) {
  return Object.entries(values)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join("");
}
