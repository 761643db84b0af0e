// The fork's own types cannot be found through its `exports`; its calls are those of the original.
declare module 'better-sqlite3-multiple-ciphers' {
  import type Driver from 'better-sqlite3';

  const CipherDriver: typeof Driver;
  export default CipherDriver;
}
