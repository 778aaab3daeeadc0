export { type Grey, halve } from "./grey";
export { findPageCorners } from "./page-contour";
export { convexHull } from "./quad";
export { closeSmallGaps, largestRegions, type PointPx } from "./regions";
