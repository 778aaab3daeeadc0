// Tờ ngăn: laid before the sheets of a paper, it tells the scan station where they go, by QR and by patch code.
// Always Vietnamese, like the other papers of the counter.
import type { ReactNode } from "react";
import { separatorText, SeparatorPrint } from "../../../shared/domain";
import { QrCode } from "../qr-code";
import { PatchBars } from "./patch-bars";
import "./separator-form.css";

export function SeparatorForm({ data }: { data: unknown }): ReactNode {
  const print = SeparatorPrint.parse(data);
  return (
    <>
      {print.sheets.map((sheet, index) => (
        <SeparatorSheet key={index} print={print} sheet={sheet} />
      ))}
    </>
  );
}

interface SheetProps {
  print: SeparatorPrint;
  sheet: SeparatorPrint["sheets"][number];
}

/** Bars at both short edges, so that the sheet may lie in the feeder either way round. */
function SeparatorSheet({ print, sheet }: SheetProps): ReactNode {
  const { dossierCode } = print;
  return (
    <section className="separator">
      <PatchBars className="patch-top" />
      <h1>TỜ NGĂN</h1>
      <p className="separator-number">{sheet.number ?? "»"}</p>
      <p className="separator-name">{sheet.name || "Giấy tờ kế tiếp"}</p>
      <QrCode className="separator-qr" text={separatorText({ dossierCode, componentNumber: sheet.number })} />
      <p className="strong">{belongsTo(print, sheet)}</p>
      {print.procedureName && sheet.number !== null && <p>{print.procedureName}</p>}
      <p className="separator-use">
        {sheet.number === null
          ? "Đặt một tờ như thế này trước mỗi giấy tờ, theo thứ tự của danh mục"
          : "Đặt tờ này lên trên các tờ của giấy tờ nêu trên"}
        , cho cả tập vào khay rồi quét một lượt: các trang sau tờ này tự vào đúng giấy tờ. Tờ ngăn không thuộc hồ sơ
        {dossierCode === null && " và dùng lại được"}.
      </p>
      <p className="separator-unit">{print.unitName}</p>
      <PatchBars className="patch-bottom" />
    </section>
  );
}

function belongsTo({ dossierCode }: SeparatorPrint, { number }: SheetProps["sheet"]): string {
  if (dossierCode !== null) return `Mã hồ sơ: ${dossierCode}`;
  return number === null ? "Dùng cho mọi hồ sơ" : "Dùng cho hồ sơ đang quét";
}
