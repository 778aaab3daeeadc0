// Entry of the image process: hostile files are decoded here, away from the office, which can kill it at any time.
import { DomainError } from "../../../../shared/errors";
import type { Grey } from "../../../../shared/vision";
import type { ImageReply, ImageRequest, ImageTaskName, ImageTasks } from "../protocol";
import { clean } from "./clean/pipeline";
import { CODE_PICTURE_PX, codePictureOf, readPageCodes, readQrCodes } from "./codes";
import { Images } from "./images";
import { inspect } from "./inspect";
import { joinCard } from "./join-card";
import { watchMemory } from "./memory-watch";
import { OpenedFiles } from "./opened-files";
import { PdfFiles } from "./pdf-files";
import { straighten } from "./straighten";

type Answers = { [Name in ImageTaskName]: (input: ImageTasks[Name]["input"]) => Promise<ImageTasks[Name]["output"]> };

/** The part of Electron's MessagePortMain that is used here. */
interface Port {
  on(event: "message", handler: (event: { data: unknown; ports: Port[] }) => void): void;
  on(event: "close", handler: () => void): void;
  postMessage(message: unknown): void;
  start(): void;
}

const images = Images.open();
let pdfFiles: Promise<PdfFiles> | undefined;

watchMemory();
connect();

/** In Electron the first message brings the port to the office; in plain Node the parent process is the office. */
function connect(): void {
  const parentPort = "parentPort" in process ? (process.parentPort as Port | null) : null;
  if (!parentPort) return serveParentProcess();
  parentPort.on("message", ({ ports: [port] }) => {
    if (port) servePort(port);
  });
}

function servePort(port: Port): void {
  const answer = createAnswerer();
  port.on("message", ({ data }) => void answer(data as ImageRequest).then((reply) => port.postMessage(reply)));
  port.on("close", () => process.exit(0));
  port.start();
}

function serveParentProcess(): void {
  const answer = createAnswerer();
  process.on("message", (message) => void answer(message as ImageRequest).then((reply) => process.send?.(reply)));
  process.on("disconnect", () => process.exit(0));
}

function createAnswerer(): (request: ImageRequest) => Promise<ImageReply> {
  const answers = images.then(createAnswers);
  return async ({ name, input }) => {
    try {
      // The sender's type pairs each name with its input; it is lost in the union.
      const answer = (await answers)[name] as (input: unknown) => Promise<unknown>;
      return { output: await answer(input) };
    } catch (error) {
      if (error instanceof DomainError) return { fault: { code: error.code, facts: error.facts } };
      return dieOf(error);
    }
  };
}

/** Thrown outside of any promise, the failure ends this process; the office sees it go and starts another. */
function dieOf(error: unknown): Promise<never> {
  setImmediate(() => {
    throw error;
  });
  return new Promise(() => undefined);
}

function createAnswers(images: Images): Answers {
  const files = new OpenedFiles(images, openPdfFiles);
  return {
    storeImage: async ({ bytes, resolutionDpi }) => images.store(bytes, resolutionDpi),
    openFile: ({ bytes }) => files.open(bytes),
    readPage: async ({ fileId, pageNumber }) => files.read(fileId, pageNumber),
    closeFile: async ({ fileId }) => {
      files.close(fileId);
      return null;
    },
    straighten: async ({ bytes, corners }) => straighten(images, bytes, corners),
    joinCard: async ({ front, back }) => joinCard(images, front, back),
    readCodes: ({ bytes }) => readPageCodes(images.grey(bytes, CODE_PICTURE_PX)),
    turn: async ({ bytes, quarterTurns }) => images.turn(bytes, quarterTurns),
    resize: async ({ bytes, maxPx, quarterTurns }) => images.resize(bytes, maxPx, quarterTurns),
    clean: (input) => cleanWithCodes(images, input),
    drawCleaned: async (input) => images.encodeGrey(clean(images, input)),
    inspect: async (input) => inspect(images, input),
    rasterisePdf: async (input) => rasterisePdf(images, input),
  };
}

async function cleanWithCodes(images: Images, order: ImageTasks["clean"]["input"]) {
  let picture: Grey | undefined;
  const cleaned = clean(images, order, (ink) => {
    if (order.withCodes) picture = codePictureOf(ink);
  });
  return { ...cleaned, codes: picture ? await readQrCodes(picture) : [] };
}

async function rasterisePdf(images: Images, input: ImageTasks["rasterisePdf"]["input"]): Promise<Uint8Array> {
  const pdfFiles = await openPdfFiles();
  const document = await pdfFiles.openDocument(input.bytes);
  try {
    return images.encodePng(await pdfFiles.drawPage(document, input.pageNumber, input.resolutionDpi));
  } finally {
    document.destroy();
  }
}

function openPdfFiles(): Promise<PdfFiles> {
  pdfFiles ??= PdfFiles.open();
  return pdfFiles;
}
