/** Picks items as unevenly as real accounts are busy: weight = rank ^ -skew (see bench/cloudtrail/background.mjs for where that is from). */

export const SKEW = 1.2;

/** @template T @param {readonly T[]} list busiest first @returns {(random: import("../cloudtrail/random.mjs").Random) => T} */
export function byPowerLaw(list, skew = SKEW) {
  let sum = 0;
  const sums = list.map((_, rank) => (sum += (rank + 1) ** -skew));
  return (random) => {
    const wanted = random.next() * sum;
    let low = 0;
    for (let high = sums.length - 1; low < high;) {
      const middle = (low + high) >> 1;
      if (sums[middle] > wanted) high = middle;
      else low = middle + 1;
    }
    return list[low];
  };
}

/** `count` items that `make` makes of 0, 1, 2, … */
export function range(count, make) {
  return Array.from({ length: count }, (_, nth) => make(nth));
}

/** Two to four operations of the table, the same ones for the same name: code calls what it calls. */
export function habitsOf(table, number) {
  return range(2 + (number % 3), (nth) => table[(number + nth * 5) % table.length]);
}
