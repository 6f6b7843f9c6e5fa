import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listen, type Listening } from '../../src/api/listen.ts';
import { openApiWorld, type ApiWorld } from '../api/api-world.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);

/** A browser that asks nobody but the page: no updates, no synchronization, no QUIC. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const LONG = 60_000;

/** What went wrong while a page was open. */
interface Watch {
  readonly errors: string[];
  readonly outside: string[];
}

describe('in a real browser', () => {
  let world: ApiWorld;
  let server: Listening;
  let browser: Browser;

  beforeEach((context) => {
    context.skip(CHROMIUM === undefined, 'no Chromium at /usr/bin/chromium');
  });

  beforeAll(async () => {
    if (CHROMIUM === undefined) return;
    world = await openApiWorld();
    server = await listen(world.app, { host: '127.0.0.1', port: 0, whenTaken: 'fail' });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  }, LONG);

  afterAll(async () => {
    if (CHROMIUM === undefined) return;
    await browser.close();
    await server.close();
  });

  async function opened(path: string, options: { width?: number; dark?: boolean } = {}) {
    const page = await browser.newPage({
      viewport: { width: options.width ?? 1_280, height: 900 },
      colorScheme: options.dark === true ? 'dark' : 'light',
    });
    const watch: Watch = { errors: [], outside: [] };
    page.on('console', (message) => {
      if (message.type() === 'error') watch.errors.push(message.text());
    });
    page.on('pageerror', (error) => watch.errors.push(error.message));
    page.on('response', (response) => {
      if (response.status() >= 400) watch.errors.push(`${response.status()} ${response.url()}`);
    });
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'data:' && origin !== new URL(server.url).origin) watch.outside.push(request.url());
    });
    await page.goto(`${server.url}${path}`, { waitUntil: 'networkidle' });
    return { page, watch };
  }

  function expectClean(watch: Watch): void {
    expect(watch).toEqual({ errors: [], outside: [] });
  }

  async function overflow(page: Page): Promise<number> {
    return await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  }

  it(
    'the start page speaks Chinese first and English beside it, and its links lead somewhere',
    async () => {
      const { page, watch } = await opened('/');
      expect(await page.getAttribute('html', 'lang')).toBe('zh-CN');
      for (const heading of await page.locator('h1, h2').all()) {
        expect(await heading.innerText()).toMatch(/^[\u4e00-\u9fff]+.* [A-Z]/);
        expect(await heading.locator('[lang=en]').count()).toBe(1);
      }
      const links = await page.locator('a').all();
      expect(links.length).toBeGreaterThanOrEqual(3);
      for (const link of links) {
        const answer = await page.request.get(new URL((await link.getAttribute('href'))!, server.url).href);
        expect(answer.status()).toBe(200);
      }
      expectClean(watch);
      await page.close();
    },
    LONG,
  );

  it(
    'the calls on the start page name the port that serves it and options that the command line takes',
    async () => {
      const { page } = await opened('/');
      const code = (await page.locator('pre').allInnerTexts()).join('\n');
      expect(code).toContain(`http://localhost:${new URL(server.url).port}/api/v1/`);
      expect(code).toMatch(/key create --label \S+ --role officer --scope all/);
      await page.close();
    },
    LONG,
  );

  it.each([
    ['a telephone', { width: 360 }],
    ['a dark screen', { dark: true }],
  ])(
    'the start page fits %s',
    async (_name, options) => {
      const { page, watch } = await opened('/', options);
      expect(await overflow(page)).toBe(0);
      expectClean(watch);
      await page.close();
    },
    LONG,
  );

  it(
    'the documentation shows every endpoint and can try one, with the key in its header only',
    async () => {
      const { page, watch } = await opened('/docs/');
      await page.waitForSelector('.opblock');
      const shown = await page.locator('.opblock-summary-description').allInnerTexts();
      expect(shown.length).toBeGreaterThan(40);
      for (const words of shown) expect(words).toMatch(/[\u4e00-\u9fff].* \/ [A-Za-z]/);
      for (const words of await page.locator('.opblock-tag small').allInnerTexts()) {
        expect(words).toMatch(/^[\u4e00-\u9fff].* \/ [A-Z]/);
      }
      expect(await page.locator('.opblock-tag small').count()).toBe(
        await page.locator('.opblock-tag').count(),
      );
      const reader = await world.key('reader');
      await page.click('.btn.authorize');
      await page.fill('.auth-container input', reader);
      await page.click('.auth-btn-wrapper .authorize');
      await page.click('.btn-done');
      await page.click('#operations-laborers-listLaborers .opblock-summary-control');
      await page.click('#operations-laborers-listLaborers .try-out__btn');
      await page.click('#operations-laborers-listLaborers .execute');
      await page.waitForSelector(
        '#operations-laborers-listLaborers .live-responses-table .response-col_status',
      );
      const answer = page.locator('#operations-laborers-listLaborers .live-responses-table');
      expect(await answer.locator('.response-col_status').last().innerText()).toMatch(/^200/);
      expect(page.url()).not.toContain(reader);
      expectClean(watch);
      await page.close();
    },
    LONG,
  );
});
