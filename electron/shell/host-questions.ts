// Answers what core asks of the operating system: its key store, its proxy settings, and a place that the person chooses.
import { BrowserWindow, dialog, session, type OpenDialogOptions } from "electron";
import type { HostAnswer, HostQuestion } from "../../shared/contract/host";
import { DomainError, errorCodeOf } from "../../shared/errors";
import { openSecrets, type Secrets } from "./secrets";

export type AnswerHostQuestion = (question: HostQuestion) => Promise<HostAnswer>;

export function createHostQuestions(dataFolder: string): AnswerHostQuestion {
  const secrets = openSecrets(dataFolder);
  return async (question) => {
    try {
      return { value: await answer(question, secrets) };
    } catch (error) {
      const code = errorCodeOf(error);
      console.error(`shell: ${question.ask}: ${code}`);
      return { fault: { code, facts: error instanceof DomainError ? error.facts : {} } };
    }
  };
}

async function answer(question: HostQuestion, secrets: Secrets): Promise<string | null> {
  switch (question.ask) {
    case "read-secret":
      return secrets.read(question.name);
    case "write-secret":
      secrets.write(question.name, question.secret);
      return null;
    case "resolve-proxy":
      return session.defaultSession.resolveProxy(question.url);
    case "choose-place":
      return choosePlace(question.kind);
  }
}

const PLACES: Readonly<Record<"folder" | "bundle", OpenDialogOptions>> = {
  folder: { title: "Chọn thư mục (ví dụ USB)", properties: ["openDirectory", "createDirectory"] },
  bundle: {
    title: "Chọn gói hồ sơ hoặc gói biên nhận",
    properties: ["openFile"],
    filters: [{ name: "Gói Quầy Một Cửa", extensions: ["qmcb", "qmcr"] }],
  },
};

async function choosePlace(kind: "folder" | "bundle"): Promise<string | null> {
  const [window] = BrowserWindow.getAllWindows().filter((known) => known.isVisible());
  const asked = window ? dialog.showOpenDialog(window, PLACES[kind]) : dialog.showOpenDialog(PLACES[kind]);
  const { canceled, filePaths } = await asked;
  return canceled ? null : (filePaths[0] ?? null);
}
