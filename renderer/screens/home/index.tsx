// Home: what waits for the officer, and the way to a new visit.
import type { ReactElement } from "react";
import { Loading } from "../../components";
import type { ScreenProps } from "../../stores/navigation";

export function HomeScreen(_props: ScreenProps): ReactElement {
  return <Loading />;
}
