// A scan profile: device and settings, narrowed to what the device says that it offers.
import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState, type FormEvent, type KeyboardEvent, type ReactElement, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ScannerCapabilities } from "../../../shared/contract";
import { api, faultOf } from "../../bridge";
import { FaultNotice, KeyHint, Panel } from "../../components";
import { fitSettings } from "../../stores/fit-settings";
import { type DeviceRow, deviceKey } from "./device-rows";
import { ProfileFields } from "./profile-fields";
import styles from "./scanners.module.css";
import type { ProfileDraft, Profiles } from "./use-profiles";
import { formatVendorOptions, parseVendorOptions } from "./vendor-options";

export interface ProfileFormProps {
  profiles: Profiles;
  devices: readonly DeviceRow[];
  initial: ProfileDraft;
  onClose: () => void;
}

export function ProfileForm({ profiles, devices, initial, onClose }: ProfileFormProps): ReactElement {
  const { t } = useTranslation();
  const { draft, setDraft, offers, vendor, setVendor, wrongLine, complete } = useDraft(initial);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (complete) profiles.save(complete, onClose);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && event.ctrlKey) form.current?.requestSubmit();
    else if (event.key === "Escape") onClose();
    else return;
    event.preventDefault();
  };
  return (
    <Panel title={t(initial.id === null ? "scanners.form.newTitle" : "scanners.form.editTitle")}>
      <form
        ref={form}
        className={styles.add}
        noValidate
        onSubmit={submit}
        onKeyDown={onKeyDown}
        data-testid="profile-form"
      >
        <TextInput
          autoFocus
          label={t("scanners.form.name")}
          description={t("scanners.form.nameHint")}
          maxLength={60}
          value={draft.name}
          error={tried && draft.name.trim() === "" && t("scanners.form.nameRequired")}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
          data-testid="profile-name"
        />
        <DeviceSelect draft={draft} devices={devices} tried={tried} onChange={setDraft} />
        {draft.driver === "camera" ? (
          <div className={styles.faint}>{t("scanners.form.cameraNote")}</div>
        ) : (
          <DeviceSettings draft={draft} offers={offers} onChange={setDraft}>
            <VendorOptions text={vendor} wrongLine={wrongLine} onChange={setVendor} />
          </DeviceSettings>
        )}
        {profiles.fault && <FaultNotice fault={profiles.fault} />}
        <FormButtons isBusy={profiles.isBusy} onClose={onClose} />
      </form>
    </Panel>
  );
}

/** What is written so far, fitted to what the device says that it offers. */
function useDraft(initial: ProfileDraft) {
  const [draft, setDraft] = useState(initial);
  const [vendor, setVendor] = useState(formatVendorOptions(initial.settings.vendorOptions));
  const parsed = parseVendorOptions(vendor);
  const { driver, deviceId } = draft;
  const offers = useQuery(
    api.scanning.capabilities.queryOptions({
      input: { driver, deviceId },
      enabled: deviceId !== "" && driver !== "camera",
      staleTime: OFFERS_FRESH_MS,
    }),
  );
  // A stored profile stays as it is until somebody changes it: its device may only be away.
  const isStored = initial.id !== null && initial.deviceId === deviceId && initial.driver === driver;
  const settings = offers.data && !isStored ? fitSettings(offers.data, draft.settings) : draft.settings;
  const isNamed = draft.name.trim() !== "" && deviceId !== "";
  const complete =
    "options" in parsed && isNamed ? { ...draft, settings: { ...settings, vendorOptions: parsed.options } } : null;
  return {
    draft: { ...draft, settings },
    setDraft,
    offers,
    vendor,
    setVendor,
    wrongLine: "wrongLine" in parsed ? parsed.wrongLine : null,
    /** null while something is missing or wrong. */
    complete,
  };
}

const OFFERS_FRESH_MS = 60_000;

interface DeviceSettingsProps {
  draft: ProfileDraft;
  offers: ReturnType<typeof useDraft>["offers"];
  onChange: (draft: ProfileDraft) => void;
  children: ReactNode;
}

/** A device that does not answer leaves every choice open. */
function DeviceSettings({ draft, offers, onChange, children }: DeviceSettingsProps): ReactElement {
  return (
    <>
      <Offers offers={offers.data} isAsking={offers.isFetching} />
      {offers.error && <FaultNotice fault={faultOf(offers.error)} tone="warn" />}
      <ProfileFields
        settings={draft.settings}
        offers={offers.data}
        onChange={(settings) => onChange({ ...draft, settings })}
      />
      {children}
    </>
  );
}

interface DeviceSelectProps {
  draft: ProfileDraft;
  devices: readonly DeviceRow[];
  tried: boolean;
  onChange: (draft: ProfileDraft) => void;
}

function DeviceSelect({ draft, devices, tried, onChange }: DeviceSelectProps): ReactElement {
  const { t } = useTranslation();
  const value = draft.deviceId === "" ? null : deviceKey(draft);
  const options = devices.map((row) => ({
    value: row.key,
    label: `${row.name} (${t(`scanners.connections.${row.driver}`)})`,
  }));
  if (value && !options.some((option) => option.value === value)) options.unshift({ value, label: draft.deviceId });
  const choose = (key: string | null): void => {
    const row = devices.find((candidate) => candidate.key === key);
    if (row) onChange({ ...draft, driver: row.driver, deviceId: row.deviceId });
  };
  return (
    <Select
      label={t("scanners.form.device")}
      data={options}
      value={value}
      allowDeselect={false}
      error={tried && value === null && t("scanners.form.deviceRequired")}
      onChange={choose}
      data-testid="profile-device"
    />
  );
}

function Offers({ offers, isAsking }: { offers: ScannerCapabilities | undefined; isAsking: boolean }): ReactElement {
  const { t } = useTranslation();
  if (!offers)
    return (
      <div className={styles.faint} role="status">
        {isAsking && t("scanners.form.asking")}
      </div>
    );
  const { sources, colourModes, resolutionsDpi, resolutionRangeDpi } = offers;
  const resolutions = resolutionRangeDpi ? t("scanners.range", resolutionRangeDpi) : `${resolutionsDpi.join(", ")} dpi`;
  return (
    <div className={styles.faint} role="status" data-testid="profile-offers">
      {t("scanners.detail.offers", {
        sources: sources.map((value) => t(`scanners.sources.${value}`)).join(", "),
        colours: colourModes.map((value) => t(`scanners.colours.${value}`)).join(", "),
        resolutions,
      })}
    </div>
  );
}

interface VendorOptionsProps {
  text: string;
  wrongLine: number | null;
  onChange: (text: string) => void;
}

function VendorOptions({ text, wrongLine, onChange }: VendorOptionsProps): ReactElement {
  const { t } = useTranslation();
  return (
    <details className={styles.advanced} open={text !== ""}>
      <summary data-testid="profile-advanced">{t("scanners.form.advanced")}</summary>
      <Textarea
        label={t("scanners.form.vendor")}
        description={t("scanners.form.vendorHint")}
        autosize
        minRows={2}
        maxRows={6}
        value={text}
        error={wrongLine !== null && t("scanners.form.vendorInvalid", { line: wrongLine })}
        onChange={(event) => onChange(event.currentTarget.value)}
        data-testid="profile-vendor"
      />
    </details>
  );
}

function FormButtons({ isBusy, onClose }: { isBusy: boolean; onClose: () => void }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.formButtons}>
      <Button variant="subtle" color="gray" onClick={onClose} rightSection={<KeyHint keys="Esc" />}>
        {t("scanners.form.cancel")}
      </Button>
      <Button
        type="submit"
        loading={isBusy}
        rightSection={<KeyHint keys="Ctrl+Enter" onAccent />}
        data-testid="profile-save"
      >
        {t("scanners.form.save")}
      </Button>
    </div>
  );
}
