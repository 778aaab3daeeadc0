// The import law of the architecture, at error level. A file cannot take itself out by a comment.
const MODULES =
  "catalogue|commands|diagnostics|dossiers|extraction|imaging|inspection|papers|printing|recognition|reporting|scanning|security|signing|storage|sync|system";
const NODE = { dependencyTypes: ["core"] };

const rule = (name, from, to) => ({ name, severity: "error", from, to });
const TEST = "[.]test[.]tsx?$|/conformance[.]ts$";

module.exports = {
  forbidden: [
    rule("no-circular", {}, { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } }),
    rule("unresolvable", {}, { couldNotResolve: true }),
    rule("shared-is-alone", { path: "^shared/" }, { path: "^(electron|renderer|province|scripts|tests)/" }),
    rule("shared-is-pure", { path: "^shared/", pathNot: TEST }, NODE),
    rule(
      "core-without-electron",
      { path: "^electron/core/" },
      { path: "^(electron$|node_modules/electron/|electron/shell/|renderer/|province/)" },
    ),
    rule(
      "core-modules-by-index",
      { path: `^electron/core/(${MODULES})/` },
      {
        path: `^electron/core/(${MODULES})/`,
        pathNot: [`^electron/core/$1/`, `^electron/core/(${MODULES})/index[.]ts$`],
      },
    ),
    rule(
      "core-root-by-index",
      { path: "^electron/core/[^/]+[.]ts$" },
      { path: `^electron/core/(${MODULES})/`, pathNot: `^electron/core/(${MODULES})/index[.]ts$` },
    ),
    rule(
      "sqlite-in-storage-only",
      { path: "^(electron|renderer|shared|province)/", pathNot: "^electron/core/storage/" },
      { path: "node_modules/better-sqlite3" },
    ),
    rule(
      "shell-uses-no-core-parts",
      { path: "^electron/shell/" },
      { path: "^(electron/core/(?!index[.]ts$)|renderer/|province/)" },
    ),
    rule(
      "electron-in-shell-only",
      { path: "^(electron/core|renderer|shared|province)/" },
      { path: "^(electron$|node_modules/electron/)" },
    ),
    rule("renderer-has-no-node", { path: "^renderer/", pathNot: TEST }, NODE),
    rule("renderer-uses-shared-only", { path: "^renderer/" }, { path: "^(electron|province|scripts)/" }),
    rule(
      "screens-are-strangers",
      { path: "^renderer/screens/([^/]+)/" },
      { path: "^renderer/screens/", pathNot: "^renderer/screens/($1/|[^/]+[.]tsx?$)" },
    ),
    rule(
      "forms-are-strangers",
      { path: "^renderer/forms/([^/]+)/" },
      { path: "^renderer/forms/", pathNot: "^renderer/forms/($1/|[^/]+[.]tsx?$)" },
    ),
    rule("components-are-dumb", { path: "^renderer/components/" }, { path: "^renderer/(bridge|screens|app)/" }),
    rule(
      "registries-know-drivers",
      { path: "^electron/core/scanning/", pathNot: ["^electron/core/scanning/drivers/", TEST] },
      { path: "^electron/core/scanning/drivers/", pathNot: "registry[.]ts$" },
    ),
    rule(
      "drivers-are-strangers",
      { path: "^electron/core/scanning/drivers/([^/]+)/" },
      { path: "^electron/core/scanning/drivers/", pathNot: "^electron/core/scanning/drivers/$1/" },
    ),
    rule(
      "entities-are-strangers",
      { path: "^electron/core/sync/entities/([^/]+)/" },
      { path: "^electron/core/sync/entities/", pathNot: "^electron/core/sync/entities/($1/|[^/]+[.]ts$)" },
    ),
    rule(
      "province-uses-wire-and-domain",
      { path: "^province/", pathNot: TEST },
      { path: "^(electron|renderer|shared/contract)/" },
    ),
    rule(
      "tests-import-nothing-back",
      { path: "^(electron|renderer|shared|province)/", pathNot: TEST },
      { path: "[.]test[.]tsx?$" },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    doNotFollow: { path: "node_modules" },
    // ESM-only packages (oRPC, vite, uuid) name their entry under "import" only.
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
    exclude: { path: "[.]tsbuild/" },
  },
};
