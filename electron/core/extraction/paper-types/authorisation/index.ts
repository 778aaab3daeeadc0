// Giấy ủy quyền, hợp đồng ủy quyền: who acts for whom, in what, and until when.
import { SIGNED_ON } from "../../document-rules";
import type { PaperType } from "../../paper-type";
import { partyRules } from "../../party-rules";

const CONTENT = ["Nội dung ủy quyền", "NỘI DUNG ỦY QUYỀN", "Nội dung và phạm vi ủy quyền", "Phạm vi ủy quyền"];

export const authorisation: PaperType = {
  id: "authorisation",
  name: { vi: "Giấy ủy quyền", en: "Authorisation" },
  titles: ["GIẤY ỦY QUYỀN", "VĂN BẢN ỦY QUYỀN", "HỢP ĐỒNG ỦY QUYỀN", "GIẤY UỶ QUYỀN"],
  marks: [
    ["Bên ủy quyền", 1],
    ["Bên được ủy quyền", 1],
    ["Người ủy quyền", 0.7],
    ["Người được ủy quyền", 0.7],
    ["Bên nhận ủy quyền", 1],
    ["Nội dung ủy quyền", 1],
    ["Thời hạn ủy quyền", 1],
    ["Tờ khai", -1],
    ["Mã hồ sơ", -1],
  ],
  fields: [
    ...partyRules(
      [
        {
          key: "principal",
          who: { vi: "Bên ủy quyền", en: "Principal" },
          under: ["Bên ủy quyền", "Người ủy quyền", "BÊN ỦY QUYỀN (BÊN A)", "Bên A", "Thông tin người ủy quyền"],
          isApplicant: true,
        },
        {
          key: "agent",
          who: { vi: "Bên được ủy quyền", en: "Agent" },
          under: [
            "Bên được ủy quyền",
            "Người được ủy quyền",
            "Bên nhận ủy quyền",
            "Người nhận ủy quyền",
            "BÊN ĐƯỢC ỦY QUYỀN (BÊN B)",
            "Bên B",
            "Thông tin người được ủy quyền",
            "Ủy quyền cho",
            "Nay ủy quyền cho",
          ],
        },
      ],
      CONTENT,
    ),
    {
      key: "content",
      label: { vi: "Nội dung ủy quyền", en: "What is authorised" },
      kind: "text",
      after: [...CONTENT, "Nay ủy quyền cho ông/bà có tên trên được"],
      isKey: true,
    },
    {
      key: "term",
      label: { vi: "Thời hạn ủy quyền", en: "Term" },
      kind: "text",
      after: ["Thời hạn ủy quyền", "Thời gian ủy quyền", "Thời hạn"],
    },
    SIGNED_ON,
  ],
};
