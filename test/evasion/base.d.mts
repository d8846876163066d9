/** ARN of the base's function. */
export const TARGET: string;
