// The operations page: who synced when, backlog, failures. Knows counters and numbers, no citizen.
const DAY_MS = 24 * 60 * 60 * 1000;
const CLOCK_SECONDS = 300;
const REFRESH_MS = 30_000;
const KEY = "token";

const find = (id) => document.getElementById(id);

/** @returns the answer's data; on 401 the page asks for the code again */
async function ask(path, body) {
  const headers = { authorization: `Bearer ${sessionStorage.getItem(KEY) ?? ""}` };
  const init = body
    ? { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) }
    : { headers };
  const response = await fetch(path, init);
  if (response.status === 401) {
    close();
    throw new Error("Mã quản trị không đúng.");
  }
  if (!response.ok) throw new Error(`Cổng trả lời mã ${response.status}.`);
  return response.json();
}

function tell(text, isBad = false) {
  find("told").textContent = text;
  find("told").classList.toggle("bad", isBad);
}

async function attempt(work) {
  try {
    await work();
  } catch (error) {
    tell(error instanceof TypeError ? "Không kết nối được cổng; sẽ tự thử lại." : error.message, true);
  }
}

function close() {
  sessionStorage.removeItem(KEY);
  find("work").hidden = true;
  find("leave").hidden = true;
  find("access").hidden = false;
  find("token").focus();
}

async function show() {
  if (!sessionStorage.getItem(KEY)) return;
  const [{ counters }, totals, { parked }] = await Promise.all([
    ask("/v1/admin/counters"),
    ask("/v1/admin/dossiers?limit=1"),
    ask("/v1/admin/forwardings"),
  ]);
  find("access").hidden = true;
  find("work").hidden = false;
  find("leave").hidden = false;
  showTotals(totals, counters);
  find("no-counters").hidden = counters.length > 0;
  find("counters").replaceChildren(...counters.map(toRow));
  find("no-parked").hidden = parked.length > 0;
  find("parked").replaceChildren(...parked.map(toParked));
  tell(`Cập nhật lúc ${new Date().toLocaleTimeString("vi-VN")}`);
}

function showTotals({ total, incomplete, operations }, counters) {
  const backlog = counters.reduce((sum, counter) => sum + (counter.backlog?.operations ?? 0), 0);
  const facts = {
    "Hồ sơ": total,
    "Thao tác đã nhận": operations,
    "Đang thiếu tệp": incomplete,
    "Còn chờ ở các quầy": backlog,
  };
  const pairs = Object.entries(facts).map(([name, value]) => {
    const pair = document.createElement("div");
    pair.append(make("dt", name), make("dd", value.toLocaleString("vi-VN")));
    return pair;
  });
  find("totals").replaceChildren(...pairs);
}

function toRow(counter) {
  const row = document.createElement("tr");
  row.className = toneOf(counter);
  const offset = counter.clockOffsetSeconds;
  row.append(
    make("td", `${counter.unitName} (${counter.unitCode})`),
    make("td", counter.machineCode),
    make("td", moment(counter.lastSeenAtUtc)),
    make("td", moment(counter.lastReceiptAtUtc)),
    ...[counter.receipts, counter.backlog?.operations ?? "–", counter.incomplete, counter.refusals].map(number),
    number(offset === null ? "–" : `${Math.round(offset)} s`),
    counter.revokedAtUtc ? make("td", `Thu hồi ${moment(counter.revokedAtUtc)}`) : revokeCell(counter),
  );
  return row;
}

function toneOf({ revokedAtUtc, refusals, lastSeenAtUtc, clockOffsetSeconds }) {
  if (revokedAtUtc) return "ended";
  if (refusals > 0) return "bad";
  const isSilent = !lastSeenAtUtc || Date.now() - Date.parse(lastSeenAtUtc) > DAY_MS;
  return isSilent || Math.abs(clockOffsetSeconds ?? 0) > CLOCK_SECONDS ? "warn" : "";
}

function revokeCell(counter) {
  const button = make("button", "Thu hồi…");
  button.addEventListener("click", () => {
    find("ask-text").textContent =
      `Thu hồi quyền của máy ${counter.machineCode}, ${counter.unitName}? Quầy sẽ phải đăng ký lại; hồ sơ trên máy vẫn còn.`;
    const dialog = find("ask");
    dialog.onclose = () => {
      if (dialog.returnValue !== "yes") return;
      void attempt(async () => {
        await ask(`/v1/admin/counters/${counter.counterId}/revoke`, {});
        await show();
      });
    };
    dialog.returnValue = "no";
    dialog.showModal();
  });
  const cell = document.createElement("td");
  cell.append(button);
  return cell;
}

function toParked({ dossierId, officialCode, reason }) {
  const item = document.createElement("li");
  const button = make("button", "Gửi lại");
  button.addEventListener("click", () =>
    attempt(async () => {
      await ask(`/v1/admin/forwardings/${dossierId}/release`, {});
      await show();
    }),
  );
  item.append(make("b", officialCode), make("span", reason), button);
  return item;
}

function make(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

function number(value) {
  const cell = make("td", typeof value === "number" ? value.toLocaleString("vi-VN") : value);
  cell.className = "number";
  return cell;
}

function moment(utc) {
  return utc ? new Date(utc).toLocaleString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh" }) : "chưa";
}

find("access").addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem(KEY, find("token").value);
  find("token").value = "";
  void attempt(show);
});

find("leave").addEventListener("click", () => {
  close();
  tell("");
});

find("issue").addEventListener("submit", (event) => {
  event.preventDefault();
  void attempt(async () => {
    const unitCode = find("unit").value.trim();
    const { code, expiresAtUtc } = await ask("/v1/admin/enrolments", {
      unitCode,
      validHours: Number(find("hours").value),
    });
    find("issued").hidden = false;
    find("issued-unit").textContent = unitCode;
    find("issued-code").textContent = code;
    find("issued-until").textContent = moment(expiresAtUtc);
    find("issued").scrollIntoView({ block: "nearest" });
  });
});

setInterval(() => {
  if (!find("ask").open) void attempt(show);
}, REFRESH_MS);
if (sessionStorage.getItem(KEY)) void attempt(show);
else find("token").focus();
