// `node packages/studio/screenshots.mjs`: the pictures of docs/studio.md, taken anew of the checkout's own conf/, with the page
// that `npm run build` made. Needs chromium.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const root = fileURLToPath(new URL('../..', import.meta.url))
const START = '#config=preset/qwen3_lm_sensitivity'

/** What each picture shows, and in which colours. */
const PICTURES = {
  config: ['&key=quant_pair.weight&file=0/quant_pair/wfp8_afp8.yaml&line=3', 'light', 'quant_pair: wfp8_afp8'],
  defaults: ['&tab=defaults', 'light', '/quant_pair: wfp8_afp8'],
  panel: [
    '&tab=panel-quant&p.quant.modelopt=0.47.0&p.quant.cell=wfp8_afp8+w_per_out_channel',
    'light',
    'quantizers of the sample model change',
  ],
  sweep: ['&tab=sweep&o=quant_pair%3Dglob(*)&o=quant_granularity%3Dglob(*)&job=5', 'dark', 'Job #5: quant_pair'],
}

/** Of those that need more room. */
const SIZES = { panel: { width: 1900, height: 1180 } }

const studio = spawn(process.execPath, [join(root, 'packages/cli/dist/hydraconf.cjs'), 'studio', '--json'], {
  cwd: root,
})
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
try {
  const [line] = await new Promise((done) => studio.stdout.once('data', (data) => done(String(data).split('\n'))))
  const { address } = JSON.parse(line)
  for (const [name, [hash, colorScheme, shows]] of Object.entries(PICTURES)) {
    const page = await browser.newPage({ viewport: SIZES[name] ?? { width: 1280, height: 760 }, colorScheme })
    await page.goto(`${address}${START}${hash}`)
    await page.getByText(shows).first().waitFor({ timeout: 120_000 })
    await page.waitForTimeout(1500)
    // The time to compose is to be that of an engine that is warm, on a machine with nothing else to do.
    for (let changes = 0; changes < 40; changes++) {
      const isLast = changes % 2 === 1
      await page.evaluate(`location.hash = ${JSON.stringify(START + hash + (isLast ? '' : '&part=all'))}`)
      await page.waitForTimeout(700)
      if (isLast && Number.parseFloat(await page.getByLabel('Time to compose').textContent()) < 16) break
    }
    await page.screenshot({ path: join(root, `docs/images/studio-${name}.png`) })
    await page.close()
  }
} finally {
  await browser.close()
  studio.kill('SIGINT')
}
