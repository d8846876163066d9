import { judgeBorrowed } from "./borrowed/judge.ts";
import { judgeOwn } from "./own/judge.ts";
import type { Judged } from "./judged.ts";
import type { Story } from "./stories/story.ts";

/** Walks one story the way its analytic says: does the automation have an identity of its own, or borrow a person's? */
export function judge(story: Story): Judged {
  return story.analytic.identity === "borrowed" ? judgeBorrowed(story) : judgeOwn(story);
}
