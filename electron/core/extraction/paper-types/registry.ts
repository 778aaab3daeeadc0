// All paper types. NEW PAPER TYPE = one folder + one line.
import type { PaperType } from "../paper-type";
import { announcement } from "./announcement";
import { authorisation } from "./authorisation";
import { birthCertificate } from "./birth-certificate";
import { birthExtract } from "./birth-extract";
import { birthNotice } from "./birth-notice";
import { birthRegistration } from "./birth-registration";
import { businessCertificate } from "./business-certificate";
import { businessRegistration } from "./business-registration";
import { commitment } from "./commitment";
import { confirmation } from "./confirmation";
import { contract } from "./contract";
import { counterSlip } from "./counter-slip";
import { criminalRecord } from "./criminal-record";
import { curriculumVitae } from "./curriculum-vitae";
import { deathCertificate } from "./death-certificate";
import { deathNotice } from "./death-notice";
import { deathRegistration } from "./death-registration";
import { decision } from "./decision";
import { extractRequest } from "./extract-request";
import { feeReceipt } from "./fee-receipt";
import { generalForm } from "./general-form";
import { healthCertificate } from "./health-certificate";
import { healthInsuranceCard } from "./health-insurance-card";
import { householdBook } from "./household-book";
import { identityCardBack } from "./identity-card-back";
import { identityCardFront } from "./identity-card-front";
import { landCertificate } from "./land-certificate";
import { maritalStatusCertificate } from "./marital-status-certificate";
import { maritalStatusRequest } from "./marital-status-request";
import { marriageCertificate } from "./marriage-certificate";
import { marriageExtract } from "./marriage-extract";
import { marriageRegistration } from "./marriage-registration";
import { officialLetter } from "./official-letter";
import { passport } from "./passport";
import { personList } from "./person-list";
import { poorHouseholdCertificate } from "./poor-household-certificate";
import { receipt } from "./receipt";
import { request } from "./request";
import { residenceChange } from "./residence-change";
import { residenceConfirmation } from "./residence-confirmation";

export const PAPER_TYPES: readonly PaperType[] = [
  announcement,
  authorisation,
  birthCertificate,
  birthExtract,
  birthNotice,
  birthRegistration,
  businessCertificate,
  businessRegistration,
  commitment,
  confirmation,
  contract,
  counterSlip,
  criminalRecord,
  curriculumVitae,
  deathCertificate,
  deathNotice,
  deathRegistration,
  decision,
  extractRequest,
  feeReceipt,
  generalForm,
  healthCertificate,
  healthInsuranceCard,
  householdBook,
  identityCardBack,
  identityCardFront,
  landCertificate,
  maritalStatusCertificate,
  maritalStatusRequest,
  marriageCertificate,
  marriageExtract,
  marriageRegistration,
  officialLetter,
  passport,
  personList,
  poorHouseholdCertificate,
  receipt,
  request,
  residenceChange,
  residenceConfirmation,
];
