// The scan profiles: which there are, which is the default, and whether they may be changed.
import { Button } from "@mantine/core";
import { IconLock, IconStarFilled } from "@tabler/icons-react";
import type { KeyboardEvent, ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ScanProfile, ScanProfiles } from "../../../shared/contract";
import { EmptyState, FaultNotice, KeyHint, Loading, moveBetweenRows, Panel } from "../../components";
import styles from "./scanners.module.css";
import type { Profiles } from "./use-profiles";

export interface ProfileListProps {
  profiles: Profiles;
  /** Name of a device as the list of devices has it. */
  deviceName: (profile: ScanProfile) => string;
  onEdit: (profile: ScanProfile | null) => void;
  onLock: () => void;
}

export function ProfileList(props: ProfileListProps): ReactElement {
  const { t } = useTranslation();
  const { profiles } = props;
  const { list } = profiles;
  return (
    <Panel title={t("scanners.profiles.title")} aside={list && <HeadButtons {...props} list={list} />}>
      <div className={styles.list} data-testid="profile-list" onKeyDown={moveBetweenRows}>
        {profiles.fault && <FaultNotice fault={profiles.fault} />}
        {!list && !profiles.fault && <Loading />}
        {list?.isLocked && (
          <div className={styles.locked} role="status" data-testid="profiles-locked">
            <IconLock size={16} stroke={1.8} />
            {t("scanners.profiles.locked")}
          </div>
        )}
        {list?.profiles.length === 0 && (
          <EmptyState title={t("scanners.profiles.empty")} hint={t("scanners.profiles.emptyHint")} />
        )}
        {list && list.profiles.length > 0 && <div className={styles.note}>{t("scanners.profiles.lead")}</div>}
        {list?.profiles.map((profile) => (
          <ProfileLine key={profile.id} {...props} profile={profile} list={list} />
        ))}
      </div>
    </Panel>
  );
}

type Known = ProfileListProps & { list: ScanProfiles };

function HeadButtons({ list, onEdit, onLock }: Known): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.buttons}>
      <Button size="compact-md" variant="default" onClick={onLock} data-testid="profiles-lock">
        {t(list.isLocked ? "scanners.profiles.unlock" : "scanners.profiles.lock")}
      </Button>
      <Button
        size="compact-md"
        variant="default"
        disabled={list.isLocked}
        onClick={() => onEdit(null)}
        data-testid="profile-new"
      >
        {t("scanners.profiles.new")}&nbsp;
        <KeyHint keys="F4" />
      </Button>
    </div>
  );
}

function ProfileLine({ profile, list, ...props }: Known & { profile: ScanProfile }): ReactElement {
  const { t } = useTranslation();
  const { profiles, onEdit, deviceName } = props;
  const isDefault = list.defaultId === profile.id;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.target !== event.currentTarget || list.isLocked) return;
    if (event.key === "Enter" && !event.ctrlKey) onEdit(profile);
    else if (event.key === "Delete") profiles.remove(profile);
    else if (event.key === " ") profiles.makeDefault(profile);
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.profile} data-row tabIndex={0} onKeyDown={onKeyDown} data-testid="profile-row">
      <div className={styles.profileHead}>
        <span className={styles.name}>{profile.name}</span>
        {isDefault && (
          <span className={styles.state} data-tone="good" data-testid="profile-default">
            <IconStarFilled size={12} />
            {t("scanners.profiles.default")}
          </span>
        )}
      </div>
      <div className={styles.faint}>{deviceName(profile)}</div>
      <div className={styles.faint}>
        <ProfileSummary profile={profile} />
      </div>
      {!list.isLocked && (
        <div className={styles.buttons}>
          <LineButton run={() => onEdit(profile)} keys="Enter" testId="profile-edit">
            {t("scanners.profiles.edit")}
          </LineButton>
          {!isDefault && (
            <LineButton run={() => profiles.makeDefault(profile)} keys="Space" testId="profile-make-default">
              {t("scanners.profiles.makeDefault")}
            </LineButton>
          )}
          <LineButton run={() => profiles.remove(profile)} keys="Delete" testId="profile-remove">
            {t("scanners.profiles.remove")}
          </LineButton>
        </div>
      )}
    </div>
  );
}

interface LineButtonProps {
  run: () => void;
  keys: string;
  testId: string;
  children: ReactNode;
}

function LineButton({ run, keys, testId, children }: LineButtonProps): ReactElement {
  return (
    <Button size="compact-sm" variant="subtle" color="gray" onClick={run} data-testid={testId}>
      {children}&nbsp;
      <KeyHint keys={keys} />
    </Button>
  );
}

function ProfileSummary({ profile }: { profile: ScanProfile }): ReactElement {
  const { t } = useTranslation();
  const { source, colourMode, resolutionDpi, pageSize } = profile.settings;
  if (profile.driver === "camera") return <>{t("scanners.connections.camera")}</>;
  const parts = [
    t(`scanners.sources.${source}`),
    t(`scanners.colours.${colourMode}`),
    `${String(resolutionDpi)} dpi`,
    t(`scanners.pageSizes.${pageSize}`),
  ];
  return <>{parts.join(" · ")}</>;
}
