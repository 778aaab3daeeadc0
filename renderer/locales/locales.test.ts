import { describe, expect, it } from "vitest";
import { Blocker, DeliveryState } from "../../shared/contract";
import { ERROR_CODES } from "../../shared/errors";
import { SCREENS } from "../screens/registry";
import { SHARED_WORDS, type Words } from "./i18n";

const ALL = {
  vi: { ...SHARED_WORDS.vi, ...wordsOf("vi") },
  en: { ...SHARED_WORDS.en, ...wordsOf("en") },
};

function wordsOf(language: "vi" | "en"): Words {
  return Object.fromEntries(SCREENS.map(({ name, locale }) => [name, locale[language]]));
}

function leaves(words: Words, path = ""): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path}${key}`, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );
}

function branch(words: Words, name: string): Words {
  const found = words[name];
  if (typeof found !== "object") throw new Error(`no words under ${name}`);
  return found;
}

const factsOf = (text: string): string[] => (text.match(/\{\{\w+\}\}/gu) ?? []).sort();

describe.each(["vi", "en"] as const)("the words in %s", (language) => {
  const errors = branch(ALL[language], "errors");

  it("say of every error code what happened and what to do, and know no other code", () => {
    expect(Object.keys(errors).sort()).toEqual([...ERROR_CODES].sort());
    for (const code of ERROR_CODES) {
      const { title, why, safe, todo } = branch(errors, code);
      expect([title, todo], code).not.toContain("");
      expect([typeof title, typeof why, typeof safe, typeof todo]).toEqual(["string", "string", "string", "string"]);
    }
  });

  it("name every state and every blocker", () => {
    expect(Object.keys(branch(ALL[language], "states")).sort()).toEqual([...DeliveryState.options].sort());
    expect(Object.keys(branch(ALL[language], "blockers")).sort()).toEqual([...Blocker.shape.code.options].sort());
  });
});

describe("both languages", () => {
  it("have the same keys", () => {
    expect(leaves(ALL.en).map(([key]) => key)).toEqual(leaves(ALL.vi).map(([key]) => key));
  });

  it("use the same facts in the same words", () => {
    const english = new Map(leaves(ALL.en));
    const differing = leaves(ALL.vi).filter(
      ([key, text]) => String(factsOf(text)) !== String(factsOf(english.get(key) ?? "")),
    );
    expect(differing).toEqual([]);
  });
});
