// Routes of the province's own staff: clerks and operators, with the admin token.
import { z } from "zod";
import { InstantUtc, ProvinceFile, WireChange, ProvinceDossier, CounterState } from "./province-values";
import { authed, refusals } from "./refusals";

export const adminContract = {
  dossiers: authed
    .route({ method: "GET", path: "/v1/admin/dossiers", summary: "Committed dossiers", tags: ["admin"] })
    .input(
      z.object({
        limit: z.coerce.number().int().min(1).max(1000).default(100),
        offset: z.coerce.number().int().min(0).default(0),
      }),
    )
    .output(
      z.object({
        total: z.number().int(),
        /** Pushed, but files are still missing. */
        incomplete: z.number().int(),
        /** Operations carried out; more than dossiers only when a dossier has several. */
        operations: z.number().int(),
        items: z.array(ProvinceDossier),
      }),
    ),
  setState: authed
    .route({
      method: "POST",
      path: "/v1/admin/dossiers/{officialCode}/state",
      summary: "Change the state of a dossier; the counter sees it in its feed",
      tags: ["admin"],
    })
    .errors({ DOSSIER_UNKNOWN: { status: 404, message: "No such dossier" } })
    .input(
      z.object({
        officialCode: z.string().max(80),
        state: z.number().int().min(1).max(10),
        note: z.string().max(2000).default(""),
      }),
    )
    .output(WireChange),
  amend: authed
    .route({
      method: "POST",
      path: "/v1/admin/dossiers/{officialCode}/record",
      summary: "Change fields of a record; the counter sees it in its feed",
      tags: ["admin"],
    })
    .errors({
      DOSSIER_UNKNOWN: { status: 404, message: "No such dossier" },
      OPERATION_REFUSED: refusals.OPERATION_REFUSED,
    })
    .input(
      z.object({
        officialCode: z.string().max(80),
        /** Fields of DossierRecord with their new values. */
        fields: z.record(z.string(), z.unknown()),
        changedBy: z.string().min(1).max(200),
      }),
    )
    .output(WireChange),
  addResult: authed
    .route({
      method: "POST",
      path: "/v1/admin/dossiers/{officialCode}/results",
      summary: "Hand a result to the counter; its files have been uploaded by tus",
      tags: ["admin"],
    })
    .errors({
      DOSSIER_UNKNOWN: { status: 404, message: "No such dossier" },
      FILE_UNKNOWN: { status: 404, message: "A file has not come" },
    })
    .input(z.object({ officialCode: z.string().max(80), files: z.array(ProvinceFile).min(1).max(100) }))
    .output(WireChange),
  publishCatalogue: authed
    .route({
      method: "POST",
      path: "/v1/admin/catalogue",
      summary: "Publish an uploaded catalogue package",
      tags: ["admin"],
    })
    .errors({ FILE_UNKNOWN: { status: 404, message: "The file has not come" } })
    .input(z.object({ version: z.string().min(1).max(100), file: ProvinceFile }))
    .output(z.object({ version: z.string() })),
  issueCode: authed
    .route({
      method: "POST",
      path: "/v1/admin/enrolments",
      summary: "Issue a one-time enrolment code",
      tags: ["admin"],
    })
    .input(
      z.object({
        unitCode: z.string().max(35),
        validHours: z.coerce.number().int().min(1).max(720).default(72),
      }),
    )
    .output(z.object({ code: z.string(), expiresAtUtc: InstantUtc })),
  counters: authed
    .route({
      method: "GET",
      path: "/v1/admin/counters",
      summary: "Who synced when, backlog, failures",
      tags: ["admin"],
    })
    .output(z.object({ counters: z.array(CounterState) })),
  /** What another system refused, with its own words; see docs/integration.md. */
  forwardings: authed
    .route({ method: "GET", path: "/v1/admin/forwardings", summary: "Parked forwardings", tags: ["admin"] })
    .output(
      z.object({
        parked: z.array(z.object({ dossierId: z.uuid(), officialCode: z.string(), reason: z.string() })),
      }),
    ),
  releaseForwarding: authed
    .route({
      method: "POST",
      path: "/v1/admin/forwardings/{dossierId}/release",
      summary: "Put a parked forwarding back",
      tags: ["admin"],
    })
    .input(z.object({ dossierId: z.uuid() }))
    .output(z.object({ released: z.boolean() })),
  revoke: authed
    .route({
      method: "POST",
      path: "/v1/admin/counters/{counterId}/revoke",
      summary: "End a counter's access",
      tags: ["admin"],
    })
    .errors({ COUNTER_UNKNOWN: { status: 404, message: "No such counter" } })
    .input(z.object({ counterId: z.uuid() }))
    .output(CounterState),
};
