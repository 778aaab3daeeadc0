// The province as a program of its own. Reads its settings from the environment and prints one JSON line when it is ready.
import fs from "node:fs";
import { z } from "zod";
import { ForwardingSettings } from "./adapters/registry";
import { acceptFromStick, bundleFileOf } from "./bundles/accept-command";
import { openDatabase } from "./database";
import { changeKeys, isKeyCommand, keyWorkOf } from "./identity/key-commands";
import { startProvince, type Province } from "./start";

const Environment = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(0),
    HOST: z.string().default("127.0.0.1"),
    DATA_DIR: z.string().min(1).optional(),
    DATABASE_URL: z.string().min(1).optional(),
    BLOB_URL: z
      .url()
      .regex(/^(file|s3):/)
      .optional(),
    TLS_CERT: z.string().min(1).optional(),
    TLS_KEY: z.string().min(1).optional(),
    ENROLMENT_CODE: z.string().min(6).optional(),
    MOST_BYTES_PER_COUNTER: z.coerce.number().int().min(1).optional(),
    REQUESTS_PER_MINUTE: z.coerce.number().int().min(60).optional(),
    TRUST_PROXY: z
      .string()
      .regex(/^[0-9A-Fa-f.:/,\s]+$/)
      .optional(),
    ADMIN_TOKEN: z.string().min(16).optional(),
    /** A JSON file: docs/integration.md. */
    FORWARDING: z.string().min(1).optional(),
  })
  // Half of a certificate must not mean plain HTTP.
  .refine(({ TLS_CERT, TLS_KEY }) => (TLS_CERT === undefined) === (TLS_KEY === undefined), { path: ["TLS_KEY"] });

type Settings = z.infer<typeof Environment>;

async function main(): Promise<void> {
  const environment = Environment.safeParse(process.env);
  if (!environment.success) {
    const names = environment.error.issues.map((issue) => issue.path.join("."));
    return refuseInput(`missing or unusable settings: ${names.join(", ")}`);
  }
  const [command, ...args] = process.argv.slice(2);
  if (command === "accept") return acceptOnly(environment.data, args);
  if (isKeyCommand(command)) return keysOnly(environment.data, keyWorkOf(command, args));
  if (command !== undefined) return refuseInput(`there is no command ${command}`);
  const province = await start(environment.data);
  console.log(JSON.stringify({ listening: province.url }));
  process.on("SIGHUP", () => reloadTls(province));
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void province.close().then(() => process.exit(0)));
}

function refuseInput(why: string): void {
  console.error(`province: ${why} (see province/README.md)`);
  process.exitCode = 2;
}

/** A certificate that cannot be read leaves the old one in force. */
function reloadTls(province: Province): void {
  try {
    province.reloadTls();
  } catch (error) {
    console.error(`province: the certificate stays as it was: ${error instanceof Error ? error.name : "unreadable"}`);
  }
}

/** Without a network: one bundle from a stick, and the end. */
async function acceptOnly(settings: Settings, args: readonly string[]): Promise<void> {
  const file = bundleFileOf(args);
  if (file === undefined) return;
  const province = await start({ ...settings, HOST: "127.0.0.1", PORT: 0 });
  try {
    process.exitCode = await acceptFromStick((bundle) => province.acceptBundle(bundle), file);
  } finally {
    await province.close();
  }
}

async function keysOnly(
  { DATABASE_URL: databaseUrl, DATA_DIR: dataFolder }: Settings,
  work: ReturnType<typeof keyWorkOf>,
): Promise<void> {
  if (!work) return;
  // In memory they would be gone at once, and whoever asked for them would not know it.
  if (databaseUrl === undefined && dataFolder === undefined)
    return refuseInput("missing or unusable settings: DATABASE_URL or DATA_DIR");
  const database = await openDatabase({ databaseUrl, dataFolder });
  try {
    process.exitCode = await changeKeys(work, database);
  } finally {
    await database.close();
  }
}

function start(settings: Settings): Promise<Province> {
  return startProvince({
    host: settings.HOST,
    port: settings.PORT,
    dataFolder: settings.DATA_DIR,
    databaseUrl: settings.DATABASE_URL,
    blobUrl: settings.BLOB_URL,
    enrolmentCode: settings.ENROLMENT_CODE,
    adminToken: settings.ADMIN_TOKEN,
    mostBytesPerCounter: settings.MOST_BYTES_PER_COUNTER,
    requestsPerMinute: settings.REQUESTS_PER_MINUTE,
    trustProxy: settings.TRUST_PROXY,
    tls:
      settings.TLS_CERT !== undefined && settings.TLS_KEY !== undefined
        ? { certFile: settings.TLS_CERT, keyFile: settings.TLS_KEY }
        : undefined,
    ...(settings.FORWARDING === undefined ? {} : { forwarding: readForwarding(settings.FORWARDING) }),
    log: (line) => void process.stdout.write(`${line}\n`),
  });
}

function readForwarding(file: string): ForwardingSettings {
  return ForwardingSettings.parse(JSON.parse(fs.readFileSync(file, "utf8")));
}

main().catch((error: unknown) => {
  const cause = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  console.error(`province: cannot start: ${cause}`);
  process.exit(1);
});
