/** One unit in thousandths. */
export const THOUSANDTHS = 1000;

/** Quantity with at most three decimals as whole thousandths: 0.456 -> 456. */
export const toThousandths = (quantity: number): number => Math.round(quantity * THOUSANDTHS);

/** Thousandths back as the quantity a person reads. */
export const fromThousandths = (thousandths: number): number => thousandths / THOUSANDTHS;
