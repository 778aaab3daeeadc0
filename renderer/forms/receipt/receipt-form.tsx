// Giấy tiếp nhận hồ sơ và hẹn trả kết quả: TT 03/2025/TT-VPCP, Phụ lục I, mẫu 01, with its fields in the order of the form.
// The words are those of the circular, so they stand here and not in the locale files: the paper is always Vietnamese.
import type { ReactNode } from "react";
import { ReceiptPrint } from "../../../shared/domain/receipt-data";
import { FilledLine } from "../filled-line";
import { QrCode } from "../qr-code";
import { clockAndDate, longDate, processingTimeText } from "./receipt-text";
import { ComponentTable } from "./component-table";
import "./receipt-form.css";

export function ReceiptForm({ data }: { data: unknown }): ReactNode {
  const receipt = ReceiptPrint.parse(data);
  return (
    <table className="receipt" role="presentation">
      <thead>
        <tr>
          <td>
            <RunningHead receipt={receipt} />
          </td>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td>
            <Letterhead receipt={receipt} />
            <Title receipt={receipt} />
            <Parties receipt={receipt} />
            <Papers receipt={receipt} />
            <Times receipt={receipt} />
            <Signatures receipt={receipt} />
          </td>
        </tr>
      </tbody>
    </table>
  );
}

interface PartProps {
  receipt: ReceiptPrint;
}

/** In a thead, so that Chromium repeats it on each sheet: a lost second sheet still says where it belongs. */
function RunningHead({ receipt }: PartProps): ReactNode {
  return (
    <div className="running-head">
      <span>Mã hồ sơ: {currentCode(receipt)}</span>
      {receipt.copyNumber > 1 && <strong>In lại lần {receipt.copyNumber}</strong>}
      <span>Mẫu số 01 (TT 03/2025/TT-VPCP)</span>
    </div>
  );
}

function Letterhead({ receipt }: PartProps): ReactNode {
  return (
    <header className="letterhead">
      <div>
        <p>{receipt.governingBody.toLocaleUpperCase("vi") || "……………………"}</p>
        <p className="strong ruled">{receipt.unitName.toLocaleUpperCase("vi") || "……………………"}</p>
        <p>Số: {receipt.number || "……"}/-TTPVHCC(BPTNTKQ)</p>
      </div>
      <div>
        <p className="strong">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>
        <p className="strong ruled">Độc lập - Tự do - Hạnh phúc</p>
        <p className="italic">
          {receipt.placeName || "…………"}, {longDate(receipt.receivedAtUtc)}
        </p>
      </div>
    </header>
  );
}

function Title({ receipt }: PartProps): ReactNode {
  const { officialCode, provisionalCode } = receipt;
  return (
    <section className="title">
      <div>
        <h1>GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ</h1>
        <p>
          Mã hồ sơ: <strong>{currentCode(receipt)}</strong>
          {officialCode && <> (mã tạm: {provisionalCode})</>}
        </p>
        {!officialCode && (
          <p className="note">Mã hồ sơ tạm; mã chính thức do hệ thống tỉnh cấp sẽ tra cứu được bằng mã này.</p>
        )}
      </div>
      <QrCode text={currentCode(receipt)} className="qr" />
    </section>
  );
}

function Parties({ receipt }: PartProps): ReactNode {
  const { applicant, representative } = receipt;
  return (
    <section>
      <FilledLine label="Trung tâm Phục vụ hành chính công/Bộ phận Tiếp nhận và Trả kết quả">
        {receipt.unitName}
      </FilledLine>
      <FilledLine label="Tiếp nhận hồ sơ của Ông (Bà)/Tổ chức" strong>
        {applicant.fullName}
      </FilledLine>
      <FilledLine label="Số định danh cá nhân/tổ chức">{applicant.personalNumber}</FilledLine>
      <FilledLine label="Địa chỉ">{applicant.address}</FilledLine>
      <Contacts person={applicant} />
      {representative && (
        <>
          <FilledLine label="Người được ủy quyền">{representative.fullName}</FilledLine>
          <FilledLine label="Địa chỉ">{representative.address}</FilledLine>
          <FilledLine label="Số định danh cá nhân">{representative.personalNumber}</FilledLine>
          <Contacts person={representative} />
          <FilledLine label="Giấy tờ ủy quyền">{representative.document}</FilledLine>
        </>
      )}
      <FilledLine label="Nội dung yêu cầu giải quyết">{receipt.subject}</FilledLine>
    </section>
  );
}

function Contacts({ person }: { person: { phone: string; email: string } }): ReactNode {
  return (
    <div className="pair">
      <FilledLine label="Số điện thoại">{person.phone}</FilledLine>
      <FilledLine label="Email">{person.email}</FilledLine>
    </div>
  );
}

function Papers({ receipt }: PartProps): ReactNode {
  return (
    <section>
      <p>Thành phần hồ sơ nộp gồm:</p>
      <ComponentTable components={receipt.components} />
      <FilledLine label="Số lượng hồ sơ">{`${String(receipt.setCount).padStart(2, "0")} (bộ)`}</FilledLine>
    </section>
  );
}

function Times({ receipt }: PartProps): ReactNode {
  const { dueAtUtc, register } = receipt;
  const place = receipt.returnMethod === "post" ? "Qua dịch vụ bưu chính, theo địa chỉ nêu trên" : receipt.unitName;
  return (
    <section>
      <FilledLine label="Thời gian giải quyết hồ sơ theo quy định là">
        {processingTimeText(receipt.processingTime)}
      </FilledLine>
      <FilledLine label="Thời gian nhận hồ sơ">{clockAndDate(receipt.receivedAtUtc)}</FilledLine>
      <FilledLine label="Thời gian trả kết quả giải quyết hồ sơ" strong>
        {dueAtUtc ? clockAndDate(dueAtUtc) : "…… giờ …… phút, ngày …… tháng …… năm ………"}
      </FilledLine>
      <FilledLine label="Đăng ký nhận kết quả tại">{place}</FilledLine>
      <div className="pair">
        <FilledLine label="Vào Sổ theo dõi hồ sơ, Quyển số">{register?.book ?? ""}</FilledLine>
        <FilledLine label="Số thứ tự">{register?.number ?? ""}</FilledLine>
      </div>
    </section>
  );
}

function Signatures({ receipt }: PartProps): ReactNode {
  return (
    <section className="signatures">
      <Signature role="NGƯỜI NỘP HỒ SƠ" name={(receipt.representative ?? receipt.applicant).fullName} />
      <Signature role="NGƯỜI TIẾP NHẬN HỒ SƠ" name={receipt.officerName} />
    </section>
  );
}

function Signature({ role, name }: { role: string; name: string }): ReactNode {
  return (
    <div>
      <p className="strong">{role}</p>
      <p className="italic">(Ký và ghi rõ họ tên)</p>
      <p className="signer">{name}</p>
    </div>
  );
}

function currentCode(receipt: ReceiptPrint): string {
  return receipt.officialCode ?? receipt.provisionalCode;
}
