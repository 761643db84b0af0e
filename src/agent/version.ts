/** Version of the product, as package.json has it; the tidy test holds the two together. */
export const version = '0.1.0';
