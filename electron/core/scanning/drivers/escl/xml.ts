// Reads the XML of a device that may be broken or hostile. Names stand without their prefixes.
import { XMLParser } from "fast-xml-parser";

/** An element: its text, or its children by name. */
type XmlNode = unknown;

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: true,
  parseTagValue: false,
  processEntities: false,
});

/** @returns the root element @throws Error when it is no such document */
export function parseXml(bytes: Uint8Array, root: string): XmlNode {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  // eSCL has none; entities are the only thing in it that could grow.
  if (/<!DOCTYPE/i.test(text)) throw new Error("a document type is not accepted");
  const found = childrenOf(parser.parse(text) as unknown, root)[0];
  if (found === undefined) throw new Error(`there is no ${root}`);
  return found;
}

export function childrenOf(node: XmlNode, ...path: readonly string[]): XmlNode[] {
  return path.reduce<XmlNode[]>((nodes, name) => nodes.flatMap((parent) => namedIn(parent, name)), [node]);
}

/** Trimmed, its entities decoded; undefined when there is none or it is empty. */
export function textOf(node: XmlNode, ...path: readonly string[]): string | undefined {
  const [first] = childrenOf(node, ...path);
  return typeof first === "string" && first.trim() !== "" ? decode(first.trim()) : undefined;
}

/** undefined when it is no finite number. */
export function numberOf(node: XmlNode, ...path: readonly string[]): number | undefined {
  const text = textOf(node, ...path);
  const value = text === undefined ? NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

export function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function namedIn(node: XmlNode, name: string): XmlNode[] {
  if (typeof node !== "object" || node === null || !Object.hasOwn(node, name)) return [];
  const found = (node as Record<string, XmlNode>)[name];
  return Array.isArray(found) ? found : [found];
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replaceAll(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
