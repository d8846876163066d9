/**
 * What is there at once, or promised. For steps taken once a file or a record, which hardly ever have to wait: a promise
 * for each of them would cost more than the step.
 */
export type Soon<T> = T | Promise<T>;

/** Goes on with a value once it is there: now, if it is there now. */
export function after<T, U>(value: Soon<T>, next: (value: T) => Soon<U>): Soon<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}
