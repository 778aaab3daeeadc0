export { type Grey, halve, valueAt } from "./grey";
export { findPageCorners } from "./page-contour";
