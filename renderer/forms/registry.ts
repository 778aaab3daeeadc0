// Every statutory form that can be printed: one line each.
import type { ComponentType } from "react";
import type { FormName } from "../../shared/contract";
import { HandOverForm } from "./hand-over/hand-over-form";
import { ReceiptForm } from "./receipt/receipt-form";
import { SeparatorForm } from "./separator/separator-form";

/** A form checks its data itself and throws on data that it cannot draw. */
export interface FormProps {
  data: unknown;
}

export const FORMS: Readonly<Record<FormName, ComponentType<FormProps>>> = {
  receipt: ReceiptForm,
  separator: SeparatorForm,
  "separator-next": SeparatorForm,
  "hand-over": HandOverForm,
};
