// All paper types. NEW PAPER TYPE = one folder + one line.
import type { PaperType } from "../paper-type";
import { birthCertificate } from "./birth-certificate";
import { receipt } from "./receipt";

export const PAPER_TYPES: readonly PaperType[] = [birthCertificate, receipt];
