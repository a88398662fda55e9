// Days as people in Hungary count them.

const day = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Budapest', dateStyle: 'short' });

/** The day of a moment (milliseconds since 1970) in Budapest: `YYYY-MM-DD`. */
export const dayOf = (moment: number): string => day.format(moment);
