import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { inflate } from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

const require = createRequire(import.meta.url);

function packageFolder(): string {
  // The entry file lies in build/, beside bin/ with the packed browser.
  return dirname(dirname(require.resolve('@sparticuz/chromium')));
}

/** The package's own settings name folders of its cloud service. Without any font the browser draws no text at all. */
function writeFontSettings(folder: string): void {
  const settings = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>
`;
  writeFileSync(join(folder, 'fonts', 'fonts.conf'), settings);
}

/**
 * Unpacks the browser of the npm package and gives its path. It goes into a folder named after the version: the
 * package itself would take whatever an older version left in the temporary folder.
 */
async function unpackChromium(): Promise<{ executable: string; folder: string }> {
  const folder = packageFolder();
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest
      ? String(manifest.version)
      : '0';
  // One folder a user: what another user unpacked cannot be run.
  const target = join(tmpdir(), `kopilka-chromium-${version}-${userInfo().username}`);
  mkdirSync(target, { recursive: true });
  const before = process.env.TMPDIR;
  // The package unpacks into the temporary folder and knows no other setting for it.
  process.env.TMPDIR = target;
  try {
    const executable = await inflate(join(folder, 'bin', 'chromium.br'));
    if (!existsSync(join(target, 'fonts'))) await inflate(join(folder, 'bin', 'fonts.tar.br'));
    if (!existsSync(join(target, 'al2023'))) await inflate(join(folder, 'bin', 'al2023.tar.br'));
    writeFontSettings(target);
    return { executable, folder: target };
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

/**
 * The package's own list of switches is made for one cloud service: it turns off the same-origin rule and draws with a
 * GPU emulation. These are all this needs: no sandbox (tests may run as root), no GPU, letters without hinting.
 */
const switches = ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none'];

/** A real Chromium without a display. Libraries the machine lacks come from the package too. */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const { executable, folder } = await unpackChromium();
  const path = process.env.LD_LIBRARY_PATH;
  const libraries = join(folder, 'al2023', 'lib');
  return playwright.launch({
    executablePath: executable,
    headless: true,
    args: [...switches, ...more],
    env: {
      ...process.env,
      FONTCONFIG_PATH: join(folder, 'fonts'),
      LD_LIBRARY_PATH: path === undefined || path === '' ? libraries : `${path}:${libraries}`,
    },
  });
}
