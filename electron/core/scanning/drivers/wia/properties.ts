// The numbers of WIA that this driver uses, as in wiadef.h and the reference of WIA properties.

/** Properties of the device. */
export const DEVICE = {
  /** Thousandths of an inch. */
  bedWidth: 3074,
  bedHeight: 3075,
  feederWidth: 3076,
  feederHeight: 3077,
  handlingCapabilities: 3086,
  handlingStatus: 3087,
  handlingSelect: 3088,
  /** How many pages a transfer takes from the feeder; 0: all. */
  pages: 3096,
} as const;

/** Properties of the item that is scanned. */
export const ITEM = {
  multiFeed: 4168,
  intent: 6146,
  xResolution: 6147,
  yResolution: 6148,
  xPosition: 6149,
  yPosition: 6150,
  /** Pixels. */
  xExtent: 6151,
  yExtent: 6152,
} as const;

/** Bits of handlingCapabilities. */
export const CAPABILITY = { feeder: 0x01, flatbed: 0x02, duplex: 0x04 } as const;
/** Bits of handlingSelect. */
export const SELECT = { feeder: 0x01, flatbed: 0x02, duplex: 0x04 } as const;
/** Bits of handlingStatus. */
export const HANDLING_STATUS = {
  feedReady: 0x01,
  flatCoverUp: 0x08,
  pathCoverUp: 0x10,
  paperJam: 0x20,
  multipleFeed: 0x200,
} as const;
/** Values of intent. */
export const INTENT = { colour: 1, grey: 2, black_white: 4 } as const;
/** Of multiFeed: the device stops and answers WIA_ERROR_MULTI_FEED. */
export const STOP_AT_MULTI_FEED = 1;
/** The one format that every WIA driver must give: lossless, with its resolution. */
export const BMP_FORMAT = "{B96B3CAE-0728-11D3-9D7B-0000F81EF32E}";
