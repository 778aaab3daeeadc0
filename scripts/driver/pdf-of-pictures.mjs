// A PDF as a citizen's phone makes it: one JPEG a page, nothing else (PDF 32000-1, DCTDecode).

/** @param {Buffer[]} jpegs @param {{widthPx: number, heightPx: number}} size of each picture @returns {Buffer} */
export function pdfOfPictures(jpegs, { widthPx, heightPx }) {
  const pageNumbers = jpegs.map((_, index) => 3 + index * 3);
  const objects = [
    Buffer.from("<< /Type /Catalog /Pages 2 0 R >>"),
    Buffer.from(`<< /Type /Pages /Count ${jpegs.length} /Kids [${pageNumbers.map((n) => `${n} 0 R`).join(" ")}] >>`),
    ...jpegs.flatMap((jpeg, index) => pageObjects(jpeg, { number: 3 + index * 3, widthPx, heightPx })),
  ];
  return assemble(objects);
}

function pageObjects(jpeg, { number, widthPx, heightPx }) {
  const draw = Buffer.from("595 0 0 842 0 0 cm /Page Do");
  const picture = `/Type /XObject /Subtype /Image /Width ${widthPx} /Height ${heightPx} /ColorSpace /DeviceRGB /BitsPerComponent 8`;
  return [
    Buffer.from(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${number + 1} 0 R ` +
        `/Resources << /XObject << /Page ${number + 2} 0 R >> >> >>`,
    ),
    stream("", draw),
    stream(`${picture} /Filter /DCTDecode`, jpeg),
  ];
}

function stream(dictionary, content) {
  const head = Buffer.from(`<< ${dictionary} /Length ${content.length} >>\nstream\n`);
  return Buffer.concat([head, content, Buffer.from("\nendstream")]);
}

function assemble(objects) {
  const parts = [Buffer.from("%PDF-1.4\n")];
  const offsets = [];
  let length = parts[0].length;
  for (const [index, body] of objects.entries()) {
    const object = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from("\nendobj\n")]);
    offsets.push(length);
    length += object.length;
    parts.push(object);
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const count = objects.length + 1;
  const tail = `xref\n0 ${count}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(tail)]);
}
