// Tờ khai cấp giấy xác nhận tình trạng hôn nhân.
import { ADDRESSEE, SIGNED_ON } from "../../document-rules";
import type { PaperType } from "../../paper-type";
import { peopleRules } from "../../person-rules";

export const maritalStatusRequest: PaperType = {
  id: "marital_status_request",
  name: {
    vi: "Tờ khai cấp giấy xác nhận tình trạng hôn nhân",
    en: "Request for a marital status certificate",
  },
  titles: ["TỜ KHAI CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", "TỜ KHAI XÁC NHẬN TÌNH TRẠNG HÔN NHÂN"],
  marks: [
    ["Đề nghị cấp Giấy xác nhận tình trạng hôn nhân cho người có tên dưới đây", 1.5],
    ["Mục đích sử dụng Giấy xác nhận tình trạng hôn nhân", 1],
    ["Mục đích sử dụng giấy", 0.7],
    ["Trong thời gian cư trú tại", 0.7],
    ["Kính gửi", 0.5],
    ["Tôi cam đoan", 0.5],
  ],
  fields: [
    ADDRESSEE,
    ...peopleRules(
      [
        {
          key: "applicant",
          who: { vi: "Người yêu cầu", en: "Applicant" },
          called: ["người yêu cầu"],
          has: ["birthDate", "personalNumber", "issuedOn", "issuedBy", "address", "phone"],
          keys: ["personalNumber"],
          isApplicant: true,
        },
        {
          key: "person",
          who: { vi: "Người được xác nhận", en: "Person" },
          under: [
            "cho người có tên dưới đây",
            "tình trạng hôn nhân cho người có tên dưới đây",
            "tình trạng hôn nhân cho người dưới đây",
          ],
          has: ["birthDate", "gender", "ethnicity", "nationality", "personalNumber", "address"],
        },
      ],
      ["Tình trạng hôn nhân", "Tình trạng hôn nhân hiện tại", "Mục đích sử dụng"],
    ),
    {
      key: "applicant.relation",
      label: { vi: "Quan hệ với người được xác nhận", en: "Relation to the person" },
      kind: "text",
      after: ["Quan hệ với người được cấp Giấy xác nhận tình trạng hôn nhân", "Quan hệ với người được xác nhận"],
    },
    {
      key: "maritalStatus",
      label: { vi: "Tình trạng hôn nhân", en: "Marital status" },
      kind: "text",
      after: ["Tình trạng hôn nhân hiện tại", "Tình trạng hôn nhân", "Tình trạng hôn nhân trong thời gian cư trú"],
    },
    {
      key: "purpose",
      label: { vi: "Mục đích sử dụng", en: "Purpose" },
      kind: "text",
      after: [
        "Mục đích sử dụng Giấy xác nhận tình trạng hôn nhân",
        "Mục đích sử dụng giấy xác nhận",
        "Mục đích sử dụng giấy",
        "Mục đích sử dụng",
      ],
    },
    SIGNED_ON,
  ],
};
