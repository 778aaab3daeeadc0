// The linter: the size limits of the style guide, and what the compiler does not see. No file may switch a rule off.
import reactHooks from "eslint-plugin-react-hooks";
import ts from "typescript-eslint";

const SIZE = {
  "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
  "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true, IIFEs: true }],
  "max-depth": ["error", 3],
  "max-params": ["error", 3],
  complexity: ["error", 14],
};

export default ts.config(
  { ignores: ["out/**", "release/**", "node_modules/**", ".tsbuild/**", "demo-out/**", "test-out/**"] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "error" } },
  ...ts.configs.strict,
  {
    rules: {
      ...SIZE,
      eqeqeq: "error",
      "no-console": "off",
      "no-empty": ["error", { allowEmptyCatch: false }],
      "prefer-const": "error",
      "func-style": ["error", "declaration", { allowArrowFunctions: true }],
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true } }],
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/no-dynamic-delete": "error",
      "@typescript-eslint/unified-signatures": "off",
    },
  },
  {
    files: ["renderer/**/*.{ts,tsx}"],
    plugins: { "react-hooks": reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  // A suite is one function by its nature; its tests are the unit that is kept small.
  {
    files: ["**/*.test.{ts,tsx}", "**/conformance.ts"],
    rules: { "max-lines-per-function": "off", "max-lines": "off" },
  },
  { files: ["**/*.cjs"], rules: { "@typescript-eslint/no-require-imports": "off" } },
  { files: ["*.config.ts", "scripts/checks/*"], rules: { "no-restricted-exports": "off" } },
);
