// What a benchmark gives.

/** One of `ratio` (to the reference, both in microseconds), `seconds`, `milliseconds` or `megabytes`; and facts beside it. */
export interface BenchResult {
  readonly ratio?: number;
  readonly reference?: string;
  readonly seconds?: number;
  readonly milliseconds?: number;
  readonly megabytes?: number;
  readonly [fact: string]: number | string | undefined;
}

export interface Bench {
  measure(): Promise<BenchResult>;
}

/** The ratio of two times as a result, both times beside it. */
export function ratioOf(time: number, referenceTime: number, reference: string): BenchResult {
  return { ratio: round(time / referenceTime), reference, microseconds: round(time), referenceMicroseconds: round(referenceTime) };
}

/** Three significant digits are enough. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}
