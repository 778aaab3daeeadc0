// Handlers of the recognition part of the contract.
import { implement } from "@orpc/server";
import { recognitionContract } from "../../../shared/contract";
import type { RecognitionService } from "./recognition-service";

export function recognitionRoutes(recognition: RecognitionService) {
  const os = implement(recognitionContract);
  return {
    queue: os.queue.handler(() => recognition.queue()),
    pageText: os.pageText.handler(({ input }) => recognition.pageText(input.pageId)),
    retryFailed: os.retryFailed.handler(() => recognition.retryFailed()),
    search: os.search.handler(({ input }) => recognition.search(input.text, input.limit)),
  };
}
