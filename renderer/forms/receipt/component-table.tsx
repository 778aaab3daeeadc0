// The papers handed in, numbered, with how many of each kind and what was done with them at the counter.
import type { ReactNode } from "react";
import type { PaperHandling, ReceiptData } from "../../../shared/domain/receipt-data";

type Component = ReceiptData["components"][number];

const HANDLING_WORDS: Readonly<Record<PaperHandling, string>> = {
  digitised: "Đã số hóa",
  presented: "Xuất trình",
  reused: "Dùng lại bản đã số hóa",
  paper: "Bản giấy",
};

const FORM_WORDS: Readonly<Record<Component["form"], string>> = {
  original: "bản chính",
  certified_copy: "bản sao chứng thực",
  copy: "bản sao",
};

export function ComponentTable({ components }: { components: readonly Component[] }): ReactNode {
  return (
    <table className="components">
      <thead>
        <tr>
          <th className="ordinal">STT</th>
          <th>Tên giấy tờ</th>
          <th className="count">Số bản chính</th>
          <th className="count">Số bản sao</th>
          <th className="handling">Ghi chú</th>
        </tr>
      </thead>
      <tbody>
        {components.map((component, index) => (
          <tr key={index}>
            <td className="ordinal">{index + 1}</td>
            <td>{component.name}</td>
            <td className="count">{component.originals}</td>
            <td className="count">{component.copies}</td>
            <td>{noteOf(component)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A paper that was only shown is not handed in, so its kind says nothing. */
function noteOf({ handling, form }: Component): string {
  const words = HANDLING_WORDS[handling];
  return handling === "presented" ? words : `${words} (${FORM_WORDS[form]})`;
}
