// Where the points of one picture lie on another: projective maps as 3 × 3 matrices.
import type { PointPx } from "../../../../../shared/vision";
import type { CleanedPage, QuarterTurns } from "../../protocol";
import type { Homography } from "../homography";

/**
 * Row by row. Points are continuous: the pixel in column 0 reaches from 0 to 1.
 */
export type Matrix = CleanedPage["toShown"];

export interface Size {
  widthPx: number;
  heightPx: number;
}

export const IDENTITY: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** First `inner`, then `outer`. */
export function compose(outer: Matrix, inner: Matrix): Matrix {
  const cell = (row: number, column: number) =>
    at(outer, row, 0) * at(inner, 0, column) +
    at(outer, row, 1) * at(inner, 1, column) +
    at(outer, row, 2) * at(inner, 2, column);
  return normalised([
    cell(0, 0),
    cell(0, 1),
    cell(0, 2),
    cell(1, 0),
    cell(1, 1),
    cell(1, 2),
    cell(2, 0),
    cell(2, 1),
    cell(2, 2),
  ]);
}

/** The way back. */
export function invert([a, b, c, d, e, f, g, h, i]: Matrix): Matrix {
  return normalised([
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ]);
}

export function apply([a, b, c, d, e, f, g, h, i]: Matrix, { x, y }: PointPx): PointPx {
  const depth = g * x + h * y + i;
  return { x: (a * x + b * y + c) / depth, y: (d * x + e * y + f) / depth };
}

export function translation(x: number, y: number): Matrix {
  return [1, 0, x, 0, 1, y, 0, 0, 1];
}

export function scaling(x: number, y = x): Matrix {
  return [x, 0, 0, 0, y, 0, 0, 0, 1];
}

/** Clockwise, about the origin. */
export function rotation(degrees: number): Matrix {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [cos, -sin, 0, sin, cos, 0, 0, 0, 1];
}

/** From a picture of this size to the same picture turned clockwise. */
export function quarterTurn({ widthPx, heightPx }: Size, turns: QuarterTurns): Matrix {
  const turned: readonly Matrix[] = [
    IDENTITY,
    [0, -1, heightPx, 1, 0, 0, 0, 0, 1],
    [-1, 0, widthPx, 0, -1, heightPx, 0, 0, 1],
    [0, 1, 0, -1, 0, widthPx, 0, 0, 1],
  ];
  return turned[turns] ?? IDENTITY;
}

export function turnedSize({ widthPx, heightPx }: Size, turns: QuarterTurns): Size {
  return turns % 2 === 0 ? { widthPx, heightPx } : { widthPx: heightPx, heightPx: widthPx };
}

export function matrixOf({ a, b, c, d, e, f, g, h }: Homography): Matrix {
  return [a, b, c, d, e, f, g, h, 1];
}

export function isAffine(matrix: Matrix): boolean {
  return Math.abs(matrix[6]) < 1e-9 && Math.abs(matrix[7]) < 1e-9;
}

function at(matrix: Matrix, row: number, column: number): number {
  return matrix[row * 3 + column] ?? 0;
}

function normalised(matrix: Matrix): Matrix {
  return matrix.map((value) => value / matrix[8]) as unknown as Matrix;
}
