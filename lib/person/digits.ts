// Weighted sums of decimal digits: the arithmetic under every check digit here.

/** Σ digit · weight over the first digits of a text, as many as there are weights. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (const [i, weight] of weights.entries()) sum += Number(digits[i]) * weight;
  return sum;
}
