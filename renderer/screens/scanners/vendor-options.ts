// The device's own options as lines `name=value`, as an officer or administrator types them.

const NAME = /^[a-z][a-z0-9-]*$/;

export type VendorOptions = { options: Record<string, string> } | { wrongLine: number };

/** Empty lines are left out; the value may be empty and may hold "=". @returns the first wrong line, from 1 */
export function parseVendorOptions(text: string): VendorOptions {
  const options: Record<string, string> = {};
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const at = line.indexOf("=");
    const name = line.slice(0, Math.max(0, at)).trim();
    const value = line.slice(at + 1).trim();
    if (at < 0 || !NAME.test(name) || value.length > 300) return { wrongLine: index + 1 };
    options[name] = value;
  }
  return { options };
}

export function formatVendorOptions(options: Readonly<Record<string, string>>): string {
  return Object.entries(options)
    .map(([name, value]) => `${name}=${value}`)
    .join("\n");
}
