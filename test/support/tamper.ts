import Driver from 'better-sqlite3';

/** Changes a closed file behind the program's back; references are not minded. */
export function tamper(path: string, sql: string): void {
  const driver = new Driver(path);
  driver.pragma('foreign_keys = OFF');
  driver.exec(sql);
  driver.close();
}
