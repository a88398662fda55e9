// What stands in a fault report: symptoms, what belongs in the parcel, when a courier may come, and why a report can be rejected.

/** What people see. `other` wants words. */
export const symptoms = ['no-light', 'not-found', 'card-not-read', 'breaks-off', 'loose-cable', 'damaged', 'keys', 'other'] as const;
export type Symptom = (typeof symptoms)[number];

/** What the courier takes: all of it. */
export const parcelItems = ['reader', 'stand', 'cable', 'letter'] as const;
export type Missing = (typeof parcelItems)[number];

/** Hours at which a courier comes. */
export const pickupWindows = ['08-12', '12-16'] as const;
export type PickupWindow = (typeof pickupWindows)[number];

export const rejectionReasons = ['out-of-warranty', 'not-given', 'incomplete-parcel', 'no-fault', 'misuse'] as const;
export type RejectionReason = (typeof rejectionReasons)[number];
