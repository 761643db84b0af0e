// The layer table of docs/architecture.md: a folder may import only the folders named beside it.
const layers = {
  shared: [],
  contracts: ['shared'],
  sqlite: ['shared'],
  drivers: ['shared'],
  loyalty: ['shared', 'contracts'],
  receipts: ['shared', 'contracts'],
  client: ['shared', 'contracts'],
  sync: ['shared', 'contracts'],
  checkout: ['shared', 'contracts', 'loyalty', 'receipts'],
  store: ['shared', 'contracts', 'loyalty', 'sqlite'],
  hub: ['shared', 'contracts', 'loyalty', 'sqlite'],
  renderer: ['shared', 'contracts'],
  agent: ['shared', 'contracts', 'loyalty', 'checkout', 'sqlite', 'store', 'sync', 'drivers', 'receipts'],
  main: ['agent', 'contracts', 'shared'],
  cli: ['agent', 'client', 'hub', 'loyalty', 'contracts', 'shared'],
};

const folderRules = Object.entries(layers).map(([folder, allowed]) => ({
  name: `layer-${folder}`,
  comment: `src/${folder} may import only: ${allowed.join(', ') || 'nothing'}.`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
}));

/** Packages that only named folders may touch: the engine stays pure, native modules stay behind adapters. */
const packageRules = [
  ['better-sqlite3', '^src/sqlite/'],
  ['better-sqlite3-multiple-ciphers', '^src/sqlite/'],
  ['pg|kysely', '^src/hub/store/postgres/'],
  ['serialport', '^src/drivers/'],
  ['node-hid', '^src/drivers/'],
  ['escpos|@point-of-sale/receipt-printer-encoder', '^src/receipts/'],
  ['fastify', '^src/(agent|hub)/'],
  ['electron', '^src/main/'],
  ['react|react-dom|@mantine|i18next|react-i18next', '^src/renderer/'],
].map(([packages, users]) => ({
  name: `package-${packages.split('|')[0]}`,
  severity: 'error',
  from: { path: '^src/', pathNot: users },
  to: { path: `^node_modules/(${packages})(/|$)` },
}));

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'pure-engine',
      comment: 'The engine and the shared code know no platform.',
      severity: 'error',
      from: { path: '^src/(loyalty|shared)/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'] },
    },
    {
      name: 'console-preview',
      comment: 'Of the renderer only the console preview may run the engine.',
      severity: 'error',
      from: { path: '^src/renderer/', pathNot: '^src/renderer/console/' },
      to: { path: '^src/loyalty/' },
    },
    ...folderRules.map((rule) =>
      rule.name === 'layer-renderer'
        ? { ...rule, to: { path: '^src/', pathNot: '^src/(renderer|shared|contracts|loyalty)/' } }
        : rule,
    ),
    ...packageRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.css$' },
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
    parser: 'swc',
    builtInModules: { add: [] },
  },
};
