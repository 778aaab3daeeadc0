// Names of the TWAIN 2.4 specification (twain.h) that this application uses.

export const DG = { CONTROL: 1, IMAGE: 2 } as const;

export const DAT = {
  NULL: 0x0,
  CAPABILITY: 0x1,
  EVENT: 0x2,
  IDENTITY: 0x3,
  PARENT: 0x4,
  PENDINGXFERS: 0x5,
  SETUPMEMXFER: 0x6,
  STATUS: 0x8,
  USERINTERFACE: 0x9,
  CALLBACK: 0x10,
  IMAGEINFO: 0x101,
  IMAGELAYOUT: 0x102,
  IMAGEMEMXFER: 0x103,
  IMAGENATIVEXFER: 0x104,
  ENTRYPOINT: 0x403,
} as const;

export const MSG = {
  GET: 0x1,
  GETCURRENT: 0x2,
  GETFIRST: 0x4,
  GETNEXT: 0x5,
  SET: 0x6,
  RESET: 0x7,
  XFERREADY: 0x101,
  CLOSEDSREQ: 0x102,
  CLOSEDSOK: 0x103,
  DEVICEEVENT: 0x104,
  OPENDSM: 0x301,
  CLOSEDSM: 0x302,
  OPENDS: 0x401,
  CLOSEDS: 0x402,
  DISABLEDS: 0x501,
  ENABLEDS: 0x502,
  PROCESSEVENT: 0x601,
  ENDXFER: 0x701,
  REGISTER_CALLBACK: 0x902,
} as const;

export const TWRC = {
  SUCCESS: 0,
  FAILURE: 1,
  CHECKSTATUS: 2,
  CANCEL: 3,
  DSEVENT: 4,
  NOTDSEVENT: 5,
  XFERDONE: 6,
  ENDOFLIST: 7,
} as const;

export const TWON = { ARRAY: 3, ENUMERATION: 4, ONEVALUE: 5, RANGE: 6, DONTCARE16: 0xffff } as const;

export const TWTY = { INT8: 0, INT16: 1, INT32: 2, UINT8: 3, UINT16: 4, UINT32: 5, BOOL: 6, FIX32: 7 } as const;
export type ItemType = (typeof TWTY)[keyof typeof TWTY];

export const CAP = {
  XFERCOUNT: 0x1,
  COMPRESSION: 0x100,
  PIXELTYPE: 0x101,
  UNITS: 0x102,
  XFERMECH: 0x103,
  FEEDERENABLED: 0x1002,
  FEEDERLOADED: 0x1003,
  AUTOFEED: 0x1007,
  INDICATORS: 0x100b,
  PAPERDETECTABLE: 0x100d,
  UICONTROLLABLE: 0x100e,
  AUTOSCAN: 0x1010,
  DUPLEX: 0x1012,
  DUPLEXENABLED: 0x1013,
  PHYSICALWIDTH: 0x1111,
  PHYSICALHEIGHT: 0x1112,
  XRESOLUTION: 0x1118,
  YRESOLUTION: 0x1119,
  SUPPORTEDSIZES: 0x1122,
  DOUBLEFEEDDETECTION: 0x113f,
} as const;

export const XFERMECH = { native: 0, memory: 2 } as const;
export const UNITS_INCHES = 0;
export const COMPRESSION_NONE = 0;

/** Application knows TWAIN 2; the manager does; the source does (in TW_IDENTITY.SupportedGroups). */
export const DF = { DSM2: 0x1000_0000, APP2: 0x2000_0000 } as const;

/** Condition codes by number; a hole is one that was never given out. */
const CONDITIONS: readonly (string | undefined)[] = [
  "SUCCESS",
  "BUMMER",
  "LOWMEMORY",
  "NODS",
  "MAXCONNECTIONS",
  "OPERATIONERROR",
  "BADCAP",
  undefined,
  undefined,
  "BADPROTOCOL",
  "BADVALUE",
  "SEQERROR",
  "BADDEST",
  "CAPUNSUPPORTED",
  "CAPBADOPERATION",
  "CAPSEQERROR",
  "DENIED",
  "FILEEXISTS",
  "FILENOTFOUND",
  "NOTEMPTY",
  "PAPERJAM",
  "PAPERDOUBLEFEED",
  "FILEWRITEERROR",
  "CHECKDEVICEONLINE",
  "INTERLOCK",
  "DAMAGEDCORNER",
  "FOCUSERROR",
  "DOCTOOLIGHT",
  "DOCTOODARK",
  "NOMEDIA",
];

export function conditionName(code: number): string {
  return CONDITIONS[code] ?? `CONDITION_${code}`;
}
