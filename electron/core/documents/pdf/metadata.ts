// What a PDF says of itself: twice, as its Info dictionary and as XMP, which must agree (ISO 19005-1, 6.7).
import { textString } from "./pdf-file";

/** Of a digitised paper, as far as it is known (guidance of the Ministry of Science and Technology, 11/2025). */
export interface PaperFacts {
  /** Mã tài liệu, `MCQ_LV_STT_PB`. */
  docCode?: string;
  /** Tên loại. */
  typeName?: string;
  /** Số. */
  codeNumber?: string;
  /** Ký hiệu. */
  codeNotation?: string;
  /** dd/MM/yyyy. */
  issuedDate?: string;
  /** Cơ quan, tổ chức ban hành. */
  organName?: string;
  /** Trích yếu. */
  subject?: string;
  language?: string;
  pageAmount?: number;
  description?: string;
}

export interface PdfMetadata {
  title: string;
  /** The office that made the PDF. */
  author: string;
  facts: PaperFacts;
  createdAt: Date;
}

const PRODUCER = "Quầy Một Cửa";
const NAMESPACE = "urn:quay-mot-cua:digitised-paper:1#";

/** Each with the length that the guidance allows. */
const PROPERTIES: Record<keyof PaperFacts, { name: string; maxLength: number; says: string }> = {
  docCode: { name: "DocCode", maxLength: 30, says: "Code of the document" },
  typeName: { name: "TypeName", maxLength: 100, says: "Name of the type of paper" },
  codeNumber: { name: "CodeNumber", maxLength: 11, says: "Number of the document" },
  codeNotation: { name: "CodeNotation", maxLength: 30, says: "Notation of the document" },
  issuedDate: { name: "IssuedDate", maxLength: 10, says: "Date of issue, dd/MM/yyyy" },
  organName: { name: "OrganName", maxLength: 200, says: "Name of the issuing organisation" },
  subject: { name: "Subject", maxLength: 500, says: "What the document is about" },
  language: { name: "Language", maxLength: 100, says: "Language of the document" },
  pageAmount: { name: "PageAmount", maxLength: 4, says: "Number of pages" },
  description: { name: "Description", maxLength: 500, says: "Remarks" },
};
const KEYS = Object.keys(PROPERTIES) as (keyof PaperFacts)[];

export function infoDictionary({ title, author, createdAt }: PdfMetadata): string {
  const day = `(D:${isoOf(createdAt).replace(/[-:T]/g, "").slice(0, 14)}+00'00')`;
  return (
    `<< /Title ${textString(title)} /Author ${textString(author)} /Creator ${textString(PRODUCER)} ` +
    `/Producer ${textString(PRODUCER)} /CreationDate ${day} /ModDate ${day} >>`
  );
}

/** A packet of UTF-8, to be stored uncompressed, with the description of what is not in the standard's own schemas. */
export function xmpPacket({ title, author, facts, createdAt }: PdfMetadata): Buffer {
  const date = isoOf(createdAt);
  const known = KEYS.flatMap((key) => {
    const { name, maxLength } = PROPERTIES[key];
    const value = String(facts[key] ?? "").trim();
    return value === "" ? [] : [`<qmc:${name}>${escapeXml([...value].slice(0, maxLength).join(""))}</qmc:${name}>`];
  });
  const parts = [
    describe(
      "pdfaid",
      "http://www.aiim.org/pdfa/ns/id/",
      "<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>",
    ),
    describe(
      "dc",
      "http://purl.org/dc/elements/1.1/",
      `<dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(title)}</rdf:li>` +
        `</rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>${escapeXml(author)}</rdf:li></rdf:Seq></dc:creator>`,
    ),
    describe(
      "xmp",
      "http://ns.adobe.com/xap/1.0/",
      `<xmp:CreatorTool>${PRODUCER}</xmp:CreatorTool><xmp:CreateDate>${date}</xmp:CreateDate><xmp:ModifyDate>${date}</xmp:ModifyDate>`,
    ),
    describe("pdf", "http://ns.adobe.com/pdf/1.3/", `<pdf:Producer>${PRODUCER}</pdf:Producer>`),
    extensionSchema(),
    ...(known.length > 0 ? [describe("qmc", NAMESPACE, known.join(""))] : []),
  ];
  return Buffer.from(
    `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">` +
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n${parts.join("\n")}\n</rdf:RDF></x:xmpmeta>\n` +
      `<?xpacket end="w"?>`,
  );
}

function describe(prefix: string, namespace: string, content: string): string {
  return `<rdf:Description rdf:about="" xmlns:${prefix}="${namespace}">${content}</rdf:Description>`;
}

/** PDF/A asks that a schema of one's own describes itself in the file (ISO 19005-1, 6.7.8). */
function extensionSchema(): string {
  const property = (key: keyof PaperFacts) =>
    `<rdf:li rdf:parseType="Resource"><pdfaProperty:name>${PROPERTIES[key].name}</pdfaProperty:name>` +
    `<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>` +
    `<pdfaProperty:description>${PROPERTIES[key].says}</pdfaProperty:description></rdf:li>`;
  return (
    `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" ` +
    `xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">` +
    `<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">` +
    `<pdfaSchema:schema>Digitised papers of administrative procedures</pdfaSchema:schema>` +
    `<pdfaSchema:namespaceURI>${NAMESPACE}</pdfaSchema:namespaceURI><pdfaSchema:prefix>qmc</pdfaSchema:prefix>` +
    `<pdfaSchema:property><rdf:Seq>${KEYS.map(property).join("")}</rdf:Seq></pdfaSchema:property>` +
    `</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>`
  );
}

/** To the second: both places must say the same. */
function isoOf(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** Characters that XML cannot carry are left out. */
function escapeXml(text: string): string {
  const names: Record<string, string> = { "<": "&lt;", ">": "&gt;", "&": "&amp;" };
  return text.replace(/\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, "").replace(/[<>&]/g, (sign) => names[sign] ?? "");
}
