// The tables as statements see them. One table of names serves the types and the casts of `insert-rows.ts`.

/** Columns and their PostgreSQL types; `?` may be null. Instants are milliseconds of hub time, JSON columns are text. */
export const columnsOf = {
  chains: {
    chain_id: 'text',
    name: 'text',
    config: 'text',
    created_at_ms: 'bigint',
    generation: 'text',
    restores: 'bigint',
    pack_floor: 'bigint',
  },
  signing_keys: { chain_id: 'text', key_id: 'text', public_key: 'text', created_at_ms: 'bigint' },
  manager_tokens: {
    chain_id: 'text',
    token_hash: 'text',
    name: 'text',
    role: 'text',
    created_at_ms: 'bigint',
  },
  stores: { chain_id: 'text', store_id: 'text', name: 'text' },
  tills: {
    chain_id: 'text',
    till_id: 'text',
    store_id: 'text',
    name: 'text',
    public_key: 'text?',
    epoch: 'bigint',
    head: 'text',
    head_sequence: 'bigint',
    machine: 'text?',
    version: 'text?',
    last_seen_at_ms: 'bigint?',
    members_cursor: 'bigint',
  },
  enrol_codes: {
    chain_id: 'text',
    selector: 'text',
    code_hash: 'text',
    till_id: 'text',
    expires_at_ms: 'bigint',
    tries_left: 'bigint',
  },
  stream_counters: { chain_id: 'text', stream: 'text', cursor: 'bigint' },
  changes: { chain_id: 'text', stream: 'text', key: 'text', cursor: 'bigint' },
  packs: {
    chain_id: 'text',
    number: 'bigint',
    program_id: 'text',
    manifest: 'text',
    signature: 'text',
    key_id: 'text',
    program: 'text',
    program_sha256: 'text',
    activate_at_ms: 'bigint',
    published_at_ms: 'bigint',
  },
  goods: { chain_id: 'text', sku: 'text', body: 'text' },
  members: {
    chain_id: 'text',
    member_id: 'text',
    state: 'text',
    first_name: 'text?',
    phone_hash: 'text?',
    phone_last4: 'text?',
    birthday: 'text?',
    joined_at: 'text',
    tier: 'text?',
    details: 'text',
  },
  member_phones: { chain_id: 'text', member_id: 'text', phone: 'text' },
  identifiers: { chain_id: 'text', kind: 'text', value: 'text', member_id: 'text' },
  member_spend: {
    chain_id: 'text',
    member_id: 'text',
    operation_id: 'text',
    at_ms: 'bigint',
    spend_minor: 'bigint',
    purchases: 'bigint',
  },
  lots: {
    chain_id: 'text',
    member_id: 'text',
    lot_id: 'text',
    wallet: 'text',
    earned_at: 'text',
    active_at: 'text',
    expires_at: 'text?',
    points: 'bigint',
    remaining: 'bigint',
  },
  postings: {
    chain_id: 'text',
    member_id: 'text',
    operation_id: 'text',
    leg: 'bigint',
    wallet: 'text',
    account: 'text',
    lot_id: 'text',
    points: 'bigint',
  },
  operations: {
    chain_id: 'text',
    till_id: 'text',
    epoch: 'bigint',
    sequence: 'bigint',
    operation_id: 'text?',
    hash: 'text',
    payload: 'text',
    verdict: 'text',
    code: 'text?',
    detail: 'text?',
    received_at_ms: 'bigint',
  },
  purchases: { chain_id: 'text', purchase_id: 'text', operation_id: 'text' },
  returns: { chain_id: 'text', purchase_operation: 'text', operation_id: 'text', lines: 'text' },
  consents: {
    chain_id: 'text',
    member_id: 'text',
    operation_id: 'text',
    version: 'text',
    text: 'text',
    agreed_at: 'text',
  },
  merged_members: { chain_id: 'text', alias: 'text', target: 'text' },
  promotion_uses: { chain_id: 'text', promotion_id: 'text', uses: 'bigint' },
  coupons: { chain_id: 'text', coupon_key: 'text', record: 'text', flag: 'text?' },
  audit_log: { chain_id: 'text', at_ms: 'bigint', operation_id: 'text', till_id: 'text', body: 'text' },
  erasures: { chain_id: 'text', member_id: 'text', at_ms: 'bigint', cursor: 'bigint' },
  leases: {
    chain_id: 'text',
    unit_id: 'text',
    epoch: 'bigint',
    lease_id: 'text',
    request_id: 'text',
    number: 'bigint',
    member_id: 'text',
    wallet: 'text',
    points: 'bigint',
    remaining: 'bigint',
    life_ms: 'bigint',
    visit: 'bigint',
    granted_at_ms: 'bigint',
    state: 'text',
    closed_at_ms: 'bigint?',
  },
  stop_list: { chain_id: 'text', member_id: 'text', since_ms: 'bigint', reason: 'text' },
  replays: { chain_id: 'text', till_id: 'text', epoch: 'bigint', sequence: 'bigint' },
  receipt_flags: {
    chain_id: 'text',
    till_id: 'text',
    epoch: 'bigint',
    sequence: 'bigint',
    found_at_ms: 'bigint',
    body: 'text',
  },
  nonces: { chain_id: 'text', till_id: 'text', nonce: 'text', time_ms: 'bigint' },
  jobs: { chain_id: 'text', name: 'text', holder: 'text?', held_until_ms: 'bigint', done_at_ms: 'bigint?' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, ColumnType>>>>;

type ColumnType = 'text' | 'text?' | 'bigint' | 'bigint?';
type ValueOf<Type> = Type extends 'text'
  ? string
  : Type extends 'bigint'
    ? number
    : Type extends 'text?'
      ? string | null
      : number | null;

type Tables = typeof columnsOf;
/** The row types of every table, in the form Kysely takes. */
export type HubTables = {
  readonly [Table in keyof Tables]: {
    readonly [Column in keyof Tables[Table]]: ValueOf<Tables[Table][Column]>;
  };
};
