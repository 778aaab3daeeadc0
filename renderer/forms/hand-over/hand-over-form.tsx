// Biên bản bàn giao hồ sơ điện tử: what the province accepted with its codes and times, what not and why, and who signs.
// Always Vietnamese, like the other papers of the counter.
import type { ReactNode } from "react";
import { HandOverPrint } from "../../../shared/domain";
import { formatDateTime, formatTime } from "../../../shared/text";
import { reasonText } from "./reason-text";
import "./hand-over-form.css";

export function HandOverForm({ data }: { data: unknown }): ReactNode {
  const print = HandOverPrint.parse(data);
  return (
    <article className="hand-over">
      <Head print={print} />
      <Figures print={print} />
      <Accepted lines={print.accepted} />
      <NotAccepted lines={print.notAccepted} />
      <footer className="hand-over-signatures">
        <Signature role="NGƯỜI BÀN GIAO" name={print.officerName} />
        <Signature role="NGƯỜI NHẬN BÀN GIAO" name="" />
      </footer>
    </article>
  );
}

function Head({ print }: { print: HandOverPrint }): ReactNode {
  return (
    <>
      <header className="hand-over-head">
        <div>
          <p>{print.governingBody.toLocaleUpperCase("vi") || "……………………"}</p>
          <p className="strong">{print.unitName.toLocaleUpperCase("vi") || "……………………"}</p>
        </div>
        <div>
          <p className="strong">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>
          <p className="strong">Độc lập - Tự do - Hạnh phúc</p>
          <p className="italic">
            {print.placeName || "…………"}, {formatDateTime(print.printedAtUtc)}
          </p>
        </div>
      </header>
      <h1>BIÊN BẢN BÀN GIAO HỒ SƠ ĐIỆN TỬ</h1>
    </>
  );
}

const KINDS: Readonly<Record<HandOverPrint["run"]["kind"], string>> = {
  background: "Gửi qua đường truyền",
  end_of_day: "Gửi cuối ngày qua đường truyền",
  bundle_export: "Chép ra USB",
  bundle_receipts: "Nhận biên nhận từ USB",
};

function Figures({ print }: { print: HandOverPrint }): ReactNode {
  const { run } = print;
  const end = run.endedAtUtc ? ` đến ${formatTime(run.endedAtUtc)}` : " (chưa kết thúc)";
  return (
    <section>
      <p>
        Quầy: <strong>{print.counterName}</strong>. Cán bộ: <strong>{print.officerName}</strong>.
      </p>
      <p>
        Hình thức: {KINDS[run.kind]}, từ {formatDateTime(run.startedAtUtc)}
        {end}.
      </p>
      <p>
        Hệ thống tỉnh đã nhận: <strong>{print.accepted.length}</strong>. Chưa nhận:{" "}
        <strong>{print.notAccepted.length}</strong>.
      </p>
    </section>
  );
}

const OPERATIONS: Readonly<Record<string, string>> = {
  "dossier.received": "Tiếp nhận",
  "dossier.supplemented": "Bổ sung",
  "dossier.amended": "Đính chính",
};

function Accepted({ lines }: { lines: HandOverPrint["accepted"] }): ReactNode {
  return (
    <section>
      <h2>I. Hồ sơ hệ thống tỉnh đã nhận</h2>
      {lines.length === 0 && <p>Không có.</p>}
      {lines.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>STT</th>
              <th>Mã tạm · Mã chính thức</th>
              <th>Chủ hồ sơ · Thủ tục</th>
              <th>Việc</th>
              <th>Tỉnh nhận lúc · Biên nhận</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => (
              <tr key={line.receiptId}>
                <td>{index + 1}</td>
                <td>
                  {line.provisionalCode}
                  <br />
                  <strong>{line.officialCode}</strong>
                </td>
                <td>
                  {line.applicantName}
                  <br />
                  {line.procedureName}
                </td>
                <td>{OPERATIONS[line.kind] ?? line.kind}</td>
                <td>
                  {formatDateTime(line.receivedAtUtc)}
                  <br />
                  <span className="hand-over-id">{line.receiptId}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function NotAccepted({ lines }: { lines: HandOverPrint["notAccepted"] }): ReactNode {
  return (
    <section>
      <h2>II. Hồ sơ chưa được nhận và lý do</h2>
      {lines.length === 0 && <p>Không có.</p>}
      {lines.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>STT</th>
              <th>Mã tạm</th>
              <th>Chủ hồ sơ · Thủ tục</th>
              <th>Việc</th>
              <th>Lý do</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => (
              <tr key={index}>
                <td>{index + 1}</td>
                <td>{line.provisionalCode}</td>
                <td>
                  {line.applicantName}
                  <br />
                  {line.procedureName}
                </td>
                <td>{OPERATIONS[line.kind] ?? line.kind}</td>
                <td>{reasonText(line)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Signature({ role, name }: { role: string; name: string }): ReactNode {
  return (
    <div>
      <p className="strong">{role}</p>
      <p className="italic">(Ký và ghi rõ họ tên)</p>
      <p className="hand-over-signer">{name}</p>
    </div>
  );
}
