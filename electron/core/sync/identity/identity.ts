// Who this counter is to its province: enrolment by a one-time code, short-lived tokens, and the change of the device key.
import type { CounterSettings } from "../../../../shared/contract";
import { DomainError } from "../../../../shared/errors";
import type { CoreHost } from "../../host";
import { answerOf, createProvinceClient } from "../province-client";
import type { Registration } from "../sync-state";
import type { Line, RequestIdentity } from "../transport/line";
import type { DeviceKey } from "./device-key";
import { openKeyStore, type KeyStore } from "./key-store";
import { createToken, headersBy, type Token } from "./token";

interface EnrolmentRequest {
  /** Normalised. */
  provinceUrl: string;
  caPem: string | null;
  enrolmentCode: string;
  counter: Pick<CounterSettings, "unitCode" | "unitName" | "machineCode">;
}

export interface Identity extends RequestIdentity {
  /**
   * @param keep stores the registration, before the key of before is forgotten
   * @throws DomainError PROVINCE_*, DEVICE_KEY_UNAVAILABLE
   */
  enrol(request: EnrolmentRequest, keep: (registration: Registration) => void): Promise<void>;
  /** A new device key in place of the old one. @throws DomainError PROVINCE_*, DEVICE_KEY_UNAVAILABLE */
  rotate(): Promise<void>;
  /** By the key in force. @throws DomainError PROVINCE_NOT_CONFIGURED, DEVICE_KEY_UNAVAILABLE */
  sign(text: string): Promise<string>;
  /** Ends what is under way. */
  close(): void;
}

export interface IdentityDeps {
  host: Pick<CoreHost, "readSecret" | "writeSecret">;
  findRegistration(): Registration | undefined;
  exchangeFor(caPem: string | null): Line["exchange"];
  requestTimeoutMs: number;
}

type Address = Pick<Registration, "provinceUrl" | "caPem">;

export function createIdentity(deps: IdentityDeps): Identity {
  const ending = new AbortController();
  const storeOf = ({ provinceUrl }: Address) => openKeyStore(deps.host, provinceUrl);
  const clientOf = (address: Address, identity: RequestIdentity | null) =>
    createProvinceClient({
      provinceUrl: address.provinceUrl,
      exchange: deps.exchangeFor(address.caPem),
      identity,
      timeoutMs: deps.requestTimeoutMs,
      signal: ending.signal,
    });
  const tokens = createTokens(async (registration) =>
    fetchToken(clientOf(registration, null), registration, storeOf(registration)),
  );
  const registered = () => {
    const registration = deps.findRegistration();
    if (!registration) throw new DomainError("PROVINCE_NOT_CONFIGURED");
    return registration;
  };
  const own: RequestIdentity = {
    headersFor: async (request) => headersBy(await tokens.get(registered()), request),
    forgetToken: tokens.forget,
  };
  return {
    ...own,
    async enrol(request, keep) {
      const keys = storeOf(request);
      const key = await keys.prepareNext();
      keep(await enrol(clientOf(request, null), request, key));
      await keys.promote(key);
      tokens.forget();
    },
    async rotate() {
      const registration = registered();
      await tokens.get(registration); // a change that a kill has cut off is finished by this
      await rotate(clientOf(registration, own), storeOf(registration));
      tokens.forget();
    },
    sign: async (text) => (await currentKey(storeOf(registered()))).sign(text),
    close: () => ending.abort(),
  };
}

type Client = ReturnType<typeof createProvinceClient>;

/** One token for all requests, fetched once however many wait for it. */
function createTokens(fetchFor: (registration: Registration) => Promise<Token>) {
  let known: { owner: string; token: Promise<Token> } | undefined;

  function get(registration: Registration): Promise<Token> {
    const owner = `${registration.provinceUrl} ${registration.counterId}`;
    if (known?.owner === owner) return known.token.then((token) => renewed(token, registration));
    const fetching = { owner, token: fetchFor(registration) };
    known = fetching;
    fetching.token.catch(() => {
      if (known === fetching) known = undefined; // the next request asks again
    });
    return fetching.token;
  }

  function renewed(token: Token, registration: Registration): Token | Promise<Token> {
    if (performance.now() < token.refreshAt) return token;
    known = undefined;
    return get(registration);
  }

  return { get, forget: () => void (known = undefined) };
}

async function fetchToken(client: Client, { counterId }: Registration, keys: KeyStore): Promise<Token> {
  const { current, next } = await keys.read();
  const candidates = [current, next].filter((key) => key !== null);
  if (candidates.length === 0) throw new DomainError("DEVICE_KEY_UNAVAILABLE");
  for (const key of candidates) {
    const token = await tryKey(client, counterId, key).catch(unlessRefused(key !== candidates.at(-1)));
    if (!token) continue;
    if (key === next) await keys.promote(key);
    return token;
  }
  throw new DomainError("PROVINCE_UNAUTHORISED", { cause: "unknown" });
}

/** A refused key may have given way to the one that follows it. */
function unlessRefused(hasAnother: boolean): (error: unknown) => undefined {
  return (error) => {
    if (hasAnother && error instanceof DomainError && error.code === "PROVINCE_UNAUTHORISED") return undefined;
    throw error;
  };
}

async function tryKey(client: Client, counterId: string, key: DeviceKey): Promise<Token> {
  const { challenge, nowUtc } = await answerOf(client.counters.challenge({ counterId }));
  const signature = key.sign(`qmc-token\n${challenge}`);
  const receivedAt = performance.now();
  const answer = await answerOf(client.counters.token({ counterId, challenge, signature }));
  const provinceNowMs = Date.parse(nowUtc) + (performance.now() - receivedAt);
  return createToken({ ...answer, provinceNowMs }, key);
}

async function enrol(client: Client, request: EnrolmentRequest, key: DeviceKey): Promise<Registration> {
  const { enrolmentCode, provinceUrl, caPem, counter } = request;
  const { publicKey } = key;
  const { counterId, province } = await answerOf(
    client.counters.register({
      unitCode: counter.unitCode,
      unitName: counter.unitName,
      machineCode: counter.machineCode,
      enrolmentCode,
      publicKey,
      proof: key.sign(`qmc-enrol\n${enrolmentCode}\n${publicKey}`),
    }),
  );
  return { provinceUrl, counterId, caPem, province, unitCode: counter.unitCode };
}

async function rotate(client: Client, keys: KeyStore): Promise<void> {
  const old = await currentKey(keys);
  const next = await keys.prepareNext();
  const text = `qmc-rotate\n${next.publicKey}`;
  await answerOf(
    client.counters.rotateKey({ publicKey: next.publicKey, signature: old.sign(text), proof: next.sign(text) }),
  );
  await keys.promote(next);
}

async function currentKey(keys: KeyStore): Promise<DeviceKey> {
  const { current } = await keys.read();
  if (!current) throw new DomainError("DEVICE_KEY_UNAVAILABLE");
  return current;
}
