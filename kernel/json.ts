/* Where the parts of JSON end. What is allowed here is never more than JSON.parse allows. */

/** Whether an object begins at `start` that ends at `end` and not before. */
export function isOneValue(start: usize, end: usize): bool {
  let depth: u32 = 0;
  for (let at = start; at < end; at += 1) {
    const byte: u32 = load<u8>(at);
    if (byte === 34) at = endOfText(at + 1, end);
    else if (byte === 123 || byte === 91) depth += 1;
    else if (byte === 125 || byte === 93) {
      depth -= 1;
      if (depth === 0) return at + 1 === end;
    }
  }
  return false;
}

/** Where the quote stands that ends a text, or the end. */
function endOfText(start: usize, end: usize): usize {
  let at = start;
  while (at < end) {
    const bytes = v128.load(at);
    const marks: u32 = i8x16.bitmask(v128.or(i8x16.eq(bytes, i8x16.splat(34)), i8x16.eq(bytes, i8x16.splat(92))));
    if (marks === 0) {
      at += 16;
      continue;
    }
    at += ctz(marks);
    if (load<u8>(at) === 34) return at;
    at += 2;
  }
  return end;
}

export function skipBlank(from: usize): usize {
  let at = from;
  while (isBlank(load<u8>(at))) at += 1;
  return at;
}

function isBlank(byte: u32): bool {
  return byte === 32 || byte === 10 || byte === 13 || byte === 9;
}

/** The closing quote of a text of printable ASCII without escapes, or 0. */
export function plainEnd(from: usize, end: usize): usize {
  for (let at = from; at < end; at += 16) {
    const bytes = v128.load(at);
    const quotes = i8x16.eq(bytes, i8x16.splat(34));
    // As signed numbers, bytes beyond ASCII are below the blank too.
    const odd = v128.or(i8x16.lt_s(bytes, i8x16.splat(32)), i8x16.eq(bytes, i8x16.splat(92)));
    const found: u32 = i8x16.bitmask(v128.or(quotes, odd));
    if (found === 0) continue;
    const stop = at + ctz(found);
    return stop < end && load<u8>(stop) === 34 ? stop : 0;
  }
  return 0;
}

/** The place behind a text with any escapes that JSON allows, or 0. */
export function textEnd(from: usize, end: usize): usize {
  let at = from;
  while (at < end) {
    const bytes = v128.load(at);
    const odd = v128.or(i8x16.lt_u(bytes, i8x16.splat(32)), i8x16.eq(bytes, i8x16.splat(92)));
    const found: u32 = i8x16.bitmask(v128.or(i8x16.eq(bytes, i8x16.splat(34)), odd));
    if (found === 0) {
      at += 16;
      continue;
    }
    at += ctz(found);
    const byte: u32 = load<u8>(at);
    if (at >= end) return 0;
    if (byte === 34) return at + 1;
    if (byte !== 92 || !isEscape(load<u8>(at, 1))) return 0;
    at += 2;
  }
  return 0;
}

/** Escapes of two characters; `\u` never comes here, because such records are parsed. */
function isEscape(byte: u32): bool {
  return byte === 34 || byte === 92 || byte === 47 || byte === 98 || byte === 102 || byte === 110 || byte === 114 || byte === 116;
}

/** The place behind `true`, `false`, `null` or a number, or 0. */
export function scalarEnd(at: usize, byte: u32): usize {
  if (byte === 110) return load<u32>(at) === 0x6c6c756e ? at + 4 : 0;
  if (byte === 116) return load<u32>(at) === 0x65757274 ? at + 4 : 0;
  if (byte === 102) return load<u32>(at, 1) === 0x65736c61 ? at + 5 : 0;
  // Numbers of vendors are whole or plain decimals; others are for the parser.
  let place = byte === 45 ? at + 1 : at;
  if (!isDigit(load<u8>(place))) return 0;
  if (load<u8>(place) === 48) place += 1;
  else while (isDigit(load<u8>(place))) place += 1;
  if (load<u8>(place) === 46) {
    if (!isDigit(load<u8>(place, 1))) return 0;
    place += 1;
    while (isDigit(load<u8>(place))) place += 1;
  }
  return place;
}

function isDigit(byte: u32): bool {
  return byte >= 48 && byte <= 57;
}
