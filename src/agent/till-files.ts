/** The till's database inside its data folder. */
export const tillDatabaseFile = 'till.sqlite';
