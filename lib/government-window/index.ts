export { type GovernmentWindow, type GovernmentWindows, governmentWindows, nearest } from './government-window.ts';
export { type LocalTime, localTime, type Opening, type OpeningHours, openingAt, type Weekday, weekdays } from './opening.ts';
export { isPostcode } from './postal-regions.ts';
