// Card profiles by name. A new country is a file and a row.
import { hungarian } from './hungarian.ts';

export const profiles = { hungarian } as const;

/** Data groups of the Hungarian card, by name. */
export const dataGroups = hungarian.dataGroups;

export type DataGroupName = keyof typeof dataGroups;

/** The value that a data group of the Hungarian card holds. */
export type DataGroupValue<Name extends DataGroupName> = Parameters<(typeof dataGroups)[Name]['encode']>[0];

export type CardGeneration = keyof typeof hungarian.generations;
