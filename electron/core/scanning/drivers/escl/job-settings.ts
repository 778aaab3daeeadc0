// Turns our settings into a job for the device, or refuses them before anything is fed (Mopria eSCL 2.6, ScanSettings).
import type { ScanSettings } from "../../../../../shared/contract";
import { DomainError } from "../../../../../shared/errors";
import { COLOUR_WORDS, sizeOn, type EsclCapabilities, type EsclInput } from "./capabilities";
import { escapeXml } from "./xml";

/** JPEG is kept as it comes; a PDF has to be drawn again. */
const FORMATS = ["image/jpeg", "image/png", "application/pdf"] as const;
/** DocumentFormatExt came with this version. */
const EXT_SINCE = 2.1;

/** @throws DomainError SCANNER_OPTION_INVALID {option, value} */
export function jobSettingsXml(capabilities: EsclCapabilities, settings: ScanSettings): string {
  const { source, colourMode, resolutionDpi, pageSize, vendorOptions, usesOwnDialog } = settings;
  for (const [option, value] of Object.entries(vendorOptions)) throw refusal(option, value);
  if (usesOwnDialog) throw refusal("usesOwnDialog", true);
  const input = capabilities.inputs.get(source);
  if (!input) throw refusal("source", source);
  if (!input.colourModes.includes(colourMode)) throw refusal("mode", colourMode);
  if (!offersResolution(input, resolutionDpi)) throw refusal("resolution", resolutionDpi);
  const size = sizeOn(input, pageSize);
  if (!size) throw refusal("page-size", pageSize);
  const { version } = capabilities;
  const format = FORMATS.find((known) => input.formats.includes(known)) ?? FORMATS[0];
  const isFeeder = source !== "flatbed";
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<scan:ScanSettings xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" ' +
    'xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">' +
    `<pwg:Version>${escapeXml(version)}</pwg:Version><scan:Intent>Document</scan:Intent>` +
    "<pwg:ScanRegions><pwg:ScanRegion>" +
    "<pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits>" +
    "<pwg:XOffset>0</pwg:XOffset><pwg:YOffset>0</pwg:YOffset>" +
    `<pwg:Width>${size.width}</pwg:Width><pwg:Height>${size.height}</pwg:Height>` +
    "</pwg:ScanRegion></pwg:ScanRegions>" +
    `<pwg:InputSource>${isFeeder ? "Feeder" : "Platen"}</pwg:InputSource>` +
    (isFeeder ? `<scan:Duplex>${source === "duplex"}</scan:Duplex>` : "") +
    `<scan:ColorMode>${COLOUR_WORDS[colourMode]}</scan:ColorMode>` +
    `<scan:XResolution>${resolutionDpi}</scan:XResolution><scan:YResolution>${resolutionDpi}</scan:YResolution>` +
    `<pwg:DocumentFormat>${format}</pwg:DocumentFormat>` +
    (Number(version) >= EXT_SINCE ? `<scan:DocumentFormatExt>${format}</scan:DocumentFormatExt>` : "") +
    "</scan:ScanSettings>"
  );
}

function offersResolution({ resolutionsDpi, resolutionRangeDpi: range }: EsclInput, dpi: number): boolean {
  if (resolutionsDpi.includes(dpi)) return true;
  return range !== null && dpi >= range.min && dpi <= range.max && (dpi - range.min) % range.step === 0;
}

function refusal(option: string, value: string | number | boolean): DomainError {
  return new DomainError("SCANNER_OPTION_INVALID", { option, value });
}
