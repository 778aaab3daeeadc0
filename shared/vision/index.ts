export { type Grey, halve } from "./grey";
export { findPageCorners } from "./page-contour";
