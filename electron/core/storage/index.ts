export { openBlobStore, type BlobStore, type StoredBlob } from "./blob-store";
export { openStorage, type Reader, type Storage, type Value, type Writer } from "./storage";
