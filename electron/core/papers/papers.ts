// The service of digitised papers.
import { addPage, putContent, registerBlob } from "./adding";
import { announce, createActions, recordAction, touch } from "./actions";
import { readHistory } from "./history";
import { listSignedOriginals } from "./originals";
import { getPage, listBlobs, listPages, listRemovedPages } from "./page-rows";
import { createPictures } from "./pictures";
import { releasePages } from "./placement";
import type { PapersParts, PapersService } from "./ports";

export function createPapers(parts: PapersParts): PapersService {
  const { storage, blobs } = parts;
  return {
    addPage: (input) => {
      const page = addPage(parts, input, (writer, { dossierId, isReplacement }) => {
        if (isReplacement) parts.recordEvent(writer, { dossierId, kind: "pages.replaced", facts: { count: 1 } });
        touch(parts, writer, dossierId);
      });
      announce(parts.changes, input.dossierId);
      return page;
    },
    getPage: (pageId) => getPage(storage.read, pageId),
    listPages: (dossierId) => listPages(storage.read, dossierId),
    listRemoved: (dossierId) => listRemovedPages(storage.read, dossierId),
    readPage: (pageId) => blobs.get(getPage(storage.read, pageId).sha256),
    blobsOfDossier: (dossierId) => listBlobs(storage.read, dossierId),
    signedOriginals: (dossierId) => listSignedOriginals(storage.read, dossierId),
    readBlob: (sha256) => blobs.get(sha256),
    storeBlob: (content, mimeType) => {
      const blob = putContent(blobs, content);
      storage.transaction((writer) => registerBlob(writer, { ...blob, mimeType }, parts.clock));
      return blob;
    },
    history: (dossierId) => readHistory(storage.read, dossierId),
    release: (writer, dossierId, componentId) =>
      void recordAction(parts, writer, { ...releasePages(writer, dossierId, componentId), kind: "move" }),
    ...createPictures({ reader: storage.read, blobs, imaging: parts.imaging }),
    ...createActions(parts),
  };
}
