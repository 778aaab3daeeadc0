// Which screen is open, and the way back. Client state only.
import { create } from "zustand";

export type ScreenParams = Readonly<Record<string, string | undefined>>;
export type Navigate = (screen: string, params?: ScreenParams) => void;

/** What every screen gets. Screens name each other by their registry name. */
export interface ScreenProps {
  params: ScreenParams;
  navigate: Navigate;
}

interface Place {
  screen: string;
  params: ScreenParams;
  /** A fresh number per visit, so that a second new visit is a new screen and not the old one with its state. */
  visit: number;
}

interface Navigation {
  place: Place;
  trail: readonly Place[];
  navigate: Navigate;
  /** Other parameters for the screen that is open, without a new visit. */
  refine: (params: ScreenParams) => void;
  back: () => void;
}

const HOME: Place = { screen: "home", params: {}, visit: 0 };
const LONGEST_TRAIL = 20;

export const useNavigation = create<Navigation>((set, get) => ({
  place: HOME,
  trail: [],
  navigate: (screen, params = {}) => {
    const { place, trail } = get();
    const next = { screen, params, visit: place.visit + 1 };
    set({ place: next, trail: screen === "home" ? [] : [...trail, place].slice(-LONGEST_TRAIL) });
  },
  refine: (params) => set({ place: { ...get().place, params } }),
  back: () => {
    const { place, trail } = get();
    const last = trail.at(-1) ?? HOME;
    set({ place: { ...last, visit: place.visit + 1 }, trail: trail.slice(0, -1) });
  },
}));
