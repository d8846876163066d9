/* Times as CloudTrail writes them. */

/** Seconds since 1970 of a text like `2026-10-01T09:00:00Z`, or 0. */
export function secondsOf(at: usize, length: u32): u32 {
  if (length !== 20) return 0;
  if (load<u8>(at, 4) !== 45 || load<u8>(at, 7) !== 45 || load<u8>(at, 10) !== 84) return 0;
  if (load<u8>(at, 13) !== 58 || load<u8>(at, 16) !== 58 || load<u8>(at, 19) !== 90) return 0;
  const century = twoDigits(at);
  const rest = twoDigits(at + 2);
  const month = twoDigits(at + 5);
  const day = twoDigits(at + 8);
  const hour = twoDigits(at + 11);
  const minute = twoDigits(at + 14);
  const second = twoDigits(at + 17);
  if (century !== 20 || rest < 7 || rest > 99 || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return 0;
  const long = month === 1 || month === 3 || month === 5 || month === 7 || month === 8 || month === 10 || month === 12;
  if (day > (month === 2 ? (rest % 4 === 0 ? 29 : 28) : long ? 31 : 30)) return 0;
  // Days since the first of March of the year 2000, from where leap days come last.
  const year: i32 = rest - (month <= 2 ? 1 : 0);
  const moved: i32 = month <= 2 ? month + 9 : month - 3;
  const days: i32 = year * 365 + year / 4 + (153 * moved + 2) / 5 + day - 1 + 11017;
  return <u32>days * 86400 + <u32>hour * 3600 + <u32>minute * 60 + <u32>second;
}

function twoDigits(at: usize): i32 {
  const tens: i32 = <i32>load<u8>(at) - 48;
  const ones: i32 = <i32>load<u8>(at, 1) - 48;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? 1000 : tens * 10 + ones;
}
