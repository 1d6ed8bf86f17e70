/** What was granted can be read for so many working days. */
export const grantedDays = 5
