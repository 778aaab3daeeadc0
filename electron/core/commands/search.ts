// quay search: dossiers whose data or pages contain the words, with or without diacritics.
import { CommandError, type Command } from "./command";

const LIMIT = 50;

export const searchCommand: Command = {
  usage: "search TEXT",
  async run({ office, args, print }) {
    const text = args.join(" ").trim();
    if (!text) throw new CommandError("TEXT is missing");
    const hits = office.recognition.search(text, LIMIT);
    for (const hit of hits)
      print(`${hit.officialCode ?? hit.provisionalCode ?? "draft"}\t${hit.where}\t${hit.snippet.replace(/\s+/g, " ")}`);
    print(`${hits.length} found`);
    return 0;
  },
};
