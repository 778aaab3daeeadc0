// Carries out the commands of the review screen, whether they came by key or by button.
import { stepField } from "./field-order";
import type { ReviewCommand } from "./review-keys";
import { isLargeEnough, shiftBox } from "./reading-box";
import type { Mode, PageReview } from "./use-page-review";
import type { Stage } from "./use-stage";

export interface Desk {
  review: PageReview;
  stage: Stage;
  isLastPage: boolean;
  /** Does nothing at an end. */
  goToPage: (by: 1 | -1) => void;
  openTypes: () => void;
  leave: () => void;
  forgetFault: () => void;
}

type Acts = { [Kind in ReviewCommand["kind"]]: (desk: Desk, command: Extract<ReviewCommand, { kind: Kind }>) => void };

export function performCommand(desk: Desk, command: ReviewCommand): void {
  const { review } = desk;
  review.say(null);
  desk.forgetFault();
  // Narrowed by the table itself: each act takes the command of its own kind.
  (ACTS[command.kind] as (desk: Desk, command: ReviewCommand) => void)(desk, command);
}

const ACTS: Acts = {
  confirm: ({ review }) => review.confirm(),
  dismiss: ({ review }) => review.dismiss(),
  undo: ({ review }) => review.undo(),
  revert: ({ review }) => {
    if (review.chosen) review.type(review.chosen.key, null);
    review.choose(review.chosen?.key ?? null);
  },
  done,
  escape,
  words: (desk) => toggle(desk, "words"),
  cleaning: (desk) => toggle(desk, "cleaning"),
  box: (desk) => (desk.review.chosen ? toggle(desk, "box") : desk.review.say("noField")),
  type: (desk) => desk.openTypes(),
  fields: ({ review }) => review.choose(review.chosen?.key ?? null),
  readBox: ({ review, stage }) => stage.box && isLargeEnough(stage.box) && review.readBox(stage.box),
  field: ({ review }, { by }) => {
    if (review.mode !== "cleaning") review.choose(stepField(review.fields, review.chosen?.key ?? null, by));
  },
  page: (desk, { by }) => desk.goToPage(by),
  zoom: ({ stage }, { by }) => stage.zoomBy(by),
  pan: ({ stage }, { x, y }) => stage.pan(x, y),
  shift: ({ review, stage }, shift) => stage.box && stage.setBox(shiftBox(stage.box, review.size, shift)),
};

/** What is sure and was seen is confirmed; doubts stay doubts, whichever page comes next. */
function done(desk: Desk): void {
  if (!desk.review.acceptSure()) return;
  if (desk.isLastPage) desk.leave();
  else desk.goToPage(1);
}

/** One press takes back the innermost thing; the last one leaves. */
function escape(desk: Desk): void {
  if (desk.review.mode === "fields") desk.leave();
  else toggle(desk, desk.review.mode);
}

/** The same key again closes what it opened. */
function toggle({ review, stage }: Desk, mode: Mode): void {
  const next = review.mode === mode ? "fields" : mode;
  review.setMode(next);
  if (next === "box") stage.startBox();
  if (next !== "words" && review.chosen?.box) stage.reveal(review.chosen.box);
  if (next === "words") stage.readable();
  if (next === "fields") review.choose(review.chosen?.key ?? null);
}
