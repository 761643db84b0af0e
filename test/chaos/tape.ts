/** What a till has answered with 200, as the register remembers it. Points are those of the wallets, in 10^-scale points. */
export type Acknowledged =
  | {
      readonly kind: 'purchase';
      readonly till: string;
      readonly purchaseId: string;
      readonly member: string | null;
      readonly netMinor: number;
      readonly earned: Readonly<Record<string, number>>;
      readonly spent: Readonly<Record<string, number>>;
    }
  | {
      readonly kind: 'return';
      readonly till: string;
      readonly returnId: string;
      readonly purchaseId: string;
      readonly member: string | null;
      readonly netMinor: number;
      readonly back: Readonly<Record<string, number>>;
      readonly taken: Readonly<Record<string, number>>;
    }
  | { readonly kind: 'enrolment'; readonly till: string; readonly member: string }
  | { readonly kind: 'cancel'; readonly till: string; readonly purchaseId: string };

/** Everything that was acknowledged, in the order of the answers. */
export type Tape = Acknowledged[];
