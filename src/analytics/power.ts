/** Levels of privilege, as facts have them: from this one on an identity can raise itself. */
export const POWERFUL = 2;
/** It can do everything already. */
export const ADMIN = 3;
