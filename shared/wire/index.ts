// The sync protocol with the province: contract, record of a dossier, merge, USB bundle, times, and the text that is hashed.
export {
  BUNDLE_EXTENSION,
  BUNDLE_MAGIC,
  BundleManifest,
  type BundleOutcome,
  compareMagic,
  MOST_BUNDLE_BYTES,
  MOST_MANIFEST_BYTES,
  MOST_RECEIPT_BUNDLE_BYTES,
  RECEIPT_EXTENSION,
  RECEIPT_MAGIC,
  ReceiptBundle,
  signedByCounter,
  signedByProvince,
} from "./bundle";
export { canonicalJson } from "./canonical-json";
export { DossierRecord, filesOf, identityOf, type SubmittedFile } from "./dossier-record";
export { type FieldConflict, mergeRecords } from "./merge";
export { provinceContract } from "./province-contract";
export {
  type CounterState,
  type OperationAnswer,
  type ProvinceDossier,
  ProvinceFile,
  ProvinceIdentity,
  StandingRecord,
  type WireChange,
  type WireOperation,
  WireReceipt,
  type WireReusablePaper,
} from "./province-values";
export { fromWireTime, toWireTime, wireDay } from "./wire-time";
