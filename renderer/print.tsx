// The print entry: draws one statutory form in a hidden window and says when every letter of it is there.
import "@fontsource/tinos/400.css";
import "@fontsource/tinos/400-italic.css";
import "@fontsource/tinos/700.css";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { FormName } from "../shared/contract/printing";
import { formDrawn, onForm } from "./bridge/print-form";
import { FORMS } from "./forms/registry";
import "./forms/forms.css";

/** Styles that the forms are set in; a face that is not loaded would print in whatever the PC has. */
const FACES = ["12pt Tinos", "italic 12pt Tinos", "bold 12pt Tinos"];

const sheet = document.getElementById("form");
if (!sheet) throw new Error("print.html has no sheet");
// Data that a form refuses must reach the log and end in a timeout, never in an empty sheet that prints.
const root = createRoot(sheet);

onForm((request) => void draw(request.form, request.data));

async function draw(name: string, data: unknown): Promise<void> {
  const Form = FORMS[FormName.parse(name)];
  flushSync(() => root.render(<Form data={data} />));
  const text = document.body.innerText;
  if (text.trim() === "") throw new Error("the form drew nothing");
  await Promise.all(FACES.map((face) => document.fonts.load(face, text)));
  await document.fonts.ready;
  formDrawn();
}
