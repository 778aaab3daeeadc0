import { test } from "vitest";
import fs from "node:fs";
import { buildHarness, renderForms } from "./render-forms";
test("try", async () => {
  fs.rmSync("/tmp/pf", { recursive: true, force: true });
  fs.mkdirSync("/tmp/pf");
  const t = Date.now();
  await buildHarness("/tmp/pf");
  console.log("built", Date.now() - t);
  const data = JSON.parse(fs.readFileSync("renderer/forms/receipt/sample.json", "utf8"));
  const more = {
    ...data,
    copyNumber: 2,
    officialCode: "H34.12.5-261122-0001",
    representative: { ...data.applicant, document: "Giấy ủy quyền số 12/2026" },
    components: [...data.components, ...data.components.slice(0, 3)],
  };
  const long = {
    ...data,
    components: [...more.components, ...more.components, ...more.components, ...more.components],
  };
  const bare = {
    ...data,
    governingBody: "",
    unitName: "",
    number: "",
    dueAtUtc: null,
    processingTime: null,
    applicant: { fullName: "", personalNumber: "", address: "", phone: "", email: "" },
  };
  console.log(
    await renderForms("/tmp/pf", [
      { form: "receipt", data, out: "/tmp/pf/a.pdf" },
      { form: "receipt", data: more, out: "/tmp/pf/b.pdf" },
      { form: "receipt", data: long, out: "/tmp/pf/c.pdf" },
      { form: "receipt", data: bare, out: "/tmp/pf/d.pdf" },
      { form: "receipt", data: { nothing: 1 }, out: "/tmp/pf/e.pdf" },
      { form: "nope", data, out: "/tmp/pf/f.pdf" },
    ]),
  );
});
