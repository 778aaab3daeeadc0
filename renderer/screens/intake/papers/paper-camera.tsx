// The document camera over the desk; its pages go to the paper for which it was opened.
import type { ReactElement } from "react";
import type { Dossier, Page } from "../../../../shared/contract";
import { CameraPane } from "../../../camera";
import { api, queryClient } from "../../../bridge";
import { showNewPage } from "../../../stores/page-list";
import styles from "../intake.module.css";
import type { Papers } from "./use-papers";

export function PaperCamera({ dossier, papers }: { dossier: Dossier; papers: Papers }): ReactElement | null {
  const { store, selection } = papers;
  const { camera } = selection;
  if (!camera) return null;
  const take = (page: Page): void => {
    showNewPage(page, null);
    store.setState({ latestPageId: page.id });
    void queryClient.invalidateQueries({ queryKey: api.dossiers.get.queryKey({ input: { id: dossier.id } }) });
  };
  return (
    <div className={styles.camera}>
      <CameraPane
        target={{ dossierId: dossier.id, componentId: camera.componentId, place: { kind: "end" } }}
        {...(camera.name === null ? {} : { cameraName: camera.name })}
        onPage={take}
        onClose={() => store.setState({ camera: null })}
      />
    </div>
  );
}
