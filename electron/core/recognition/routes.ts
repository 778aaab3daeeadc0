// Handlers of the recognition part of the contract.
import { implement } from "@orpc/server";
import { recognitionContract } from "../../../shared/contract";
import type { RecognitionService } from "./recognition-service";

export function recognitionRoutes(recognition: RecognitionService) {
  const os = implement(recognitionContract);
  return {
    queue: os.queue.handler(() => recognition.queue()),
    pageText: os.pageText.handler(({ input }) => recognition.pageText(input.pageId)),
    lookAt: os.lookAt.handler(({ input }) => {
      recognition.lookAt(input.pageId);
      return null;
    }),
    engines: os.engines.handler(() => recognition.engines()),
    editWord: os.editWord.handler(({ input }) => recognition.editWord(input.pageId, input)),
    recipe: os.recipe.handler(({ input }) => recognition.recipe(input.pageId)),
    setRecipe: os.setRecipe.handler(({ input }) => recognition.setRecipe(input.pageId, input.off)),
    retryFailed: os.retryFailed.handler(() => recognition.retryFailed()),
    search: os.search.handler(({ input }) => recognition.search(input.text, input.limit)),
  };
}
