/** Whether a story is told in other orders too: every eighth in the quick run, all of them with TEST_SLOW=1. */
export function isTurned(index: number): boolean {
  return process.env["TEST_SLOW"] === "1" || index % 8 === 0;
}

/** Says how many of the stories are told in one order only. */
export function sayUnturned(count: number): void {
  const left = Array.from({ length: count }, (_, index) => index).filter((index) => !isTurned(index)).length;
  if (left > 0) console.log(`not run: permutations of ${left} of ${count} stories, TEST_SLOW=1 is not set`);
}
