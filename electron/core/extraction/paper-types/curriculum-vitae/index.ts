// Sơ yếu lý lịch, lý lịch tự thuật, certified by the commune.
import { SIGNED_ON } from "../../document-rules";
import type { PaperType } from "../../paper-type";
import { peopleRules } from "../../person-rules";

export const curriculumVitae: PaperType = {
  id: "curriculum_vitae",
  name: { vi: "Sơ yếu lý lịch", en: "Curriculum vitae" },
  titles: ["SƠ YẾU LÝ LỊCH", "SƠ YẾU LÝ LỊCH TỰ THUẬT", "LÝ LỊCH TỰ THUẬT", "TỰ THUẬT"],
  marks: [
    ["Trình độ văn hóa", 1],
    ["Hoàn cảnh gia đình", 1],
    ["Quá trình hoạt động của bản thân", 1],
    ["Quá trình công tác", 0.7],
    ["Khen thưởng", 0.5],
    ["Ngày kết nạp Đoàn", 1],
    ["Thành phần gia đình", 0.7],
    ["Tôn giáo", 0.3],
  ],
  fields: [
    ...peopleRules(
      [
        {
          key: "applicant",
          who: { vi: "Người khai", en: "Applicant" },
          has: [
            "birthDate",
            "gender",
            "ethnicity",
            "birthPlace",
            "homeTown",
            "address",
            "phone",
            "personalNumber",
            "issuedOn",
            "issuedBy",
          ],
          keys: ["birthDate", "personalNumber"],
          isApplicant: true,
        },
      ],
      ["Hoàn cảnh gia đình", "Quá trình hoạt động của bản thân"],
    ),
    SIGNED_ON,
  ],
};
