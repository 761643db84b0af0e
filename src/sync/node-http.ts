/**
 * Node's HTTP for a till. `import 'node:http'` reads every name the module has, and behind one of them stands the whole
 * of `fetch`: eleven megabytes that a till never uses. Taken this way only what is used is loaded.
 */
export const nodeHttp = process.getBuiltinModule('node:http');
