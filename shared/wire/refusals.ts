// Refusals of the province, each with its status, and what every authorised route may answer.
import { oc } from "@orpc/contract";
import { z } from "zod";
import { Reason } from "./province-values";

export const refusals = {
  OPERATION_REFUSED: { status: 422, message: "The dossier is not acceptable", data: Reason },
  OPERATION_CONFLICT: { status: 409, message: "The operation contradicts what is stored", data: Reason },
  NOT_YOURS: { status: 403, message: "The dossier belongs to another counter", data: Reason },
  QUOTA_EXCEEDED: { status: 413, message: "The counter's room at the province is full", data: Reason },
};

export const UNAUTHORISED = {
  status: 401,
  message: "Unknown, missing or expired token",
  /**
   * expired: ask for a new token, and the time · proof: token or proof do not fit this request; ask for a new token, and
   * when it happens again something on the way changes requests · revoked: the counter has to be enrolled again ·
   * unknown: this key or counter is not known; as revoked
   */
  data: z.object({ cause: z.enum(["expired", "proof", "revoked", "unknown"]) }),
};
export const authed = oc.errors({ UNAUTHORISED });
