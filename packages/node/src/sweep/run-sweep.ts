import { jobOverridesOf, seededRandom, sweeperParams } from '@hydraconf/core'
import { type JobReturn, returnValue } from '../run/job-return.js'
import { basicLauncher } from './basic-launcher.js'
import { chosenLauncher, chosenSweeper, settingsOf } from './choose-plugin.js'
import { Driver } from './driver.js'
import type { JournalContent } from './journal.js'
import { placedRefusal } from './placed-refusal.js'
import { type Sweep, sweepDirOf } from './sweep.js'
import type { EarlierJob } from './sweeper.js'
import { keepYoungGenerationSmall, letYoungGenerationGrow } from './young-generation.js'

/**
 * Plans and runs a sweep: the sweeper says which jobs, the launcher runs them, batch by batch. Mirrors `Hydra.multirun`.
 *
 * @throws JobFailed for the first job that failed; HydraconfError where a job does not compose or two would collide
 */
export async function runSweep(sweep: Sweep): Promise<void> {
  try {
    await planAndRun(sweep)
  } catch (error) {
    throw placedRefusal(error, sweep.composed)
  }
}

async function planAndRun(sweep: Sweep): Promise<void> {
  const { composed, start, plugins, again } = sweep
  const sweeper = await chosenSweeper(composed, plugins)
  const launcher = await chosenLauncher(composed, plugins)
  const sweepDir = sweepDirOf(sweep)
  const random = seededRandom(start.seed)
  const driver = new Driver(sweep, launcher, sweepDir)
  const launch = async (launched: Promise<readonly JobReturn[]>): Promise<readonly JobReturn[]> => {
    const results = await launched
    for (const job of results) returnValue(job)
    return results
  }
  const isElsewhere = launcher !== basicLauncher
  try {
    if (isElsewhere) keepYoungGenerationSmall()
    if (again !== undefined) return void (await launch(driver.launchAgain(again)))
    await sweeper.sweep({
      composed,
      sweepDir,
      env: sweep.host.env,
      settings: settingsOf(composed, 'hydra.sweeper'),
      overrides: jobOverridesOf(composed, random).task,
      params: sweeperParams(composed),
      dialect: composed.dialect,
      optionsOf: (group) => composed.library.options(group, 'config'),
      random,
      log: sweep.logging.logger('hydraconf.sweeper'),
      nextJob: (overrides, ahead) => driver.nextJob(overrides, ahead),
      earlier: earlierJobs(sweep.earlier),
      numberFrom: (number) => driver.numberFrom(number),
      run: (batch) => driver.launch(batch),
      launch: (batch) => launch(driver.launch(batch)),
    })
  } finally {
    if (isElsewhere) letYoungGenerationGrow()
    driver.close()
  }
}

/** In the order of their numbers. */
function earlierJobs(earlier: JournalContent | undefined): readonly EarlierJob[] {
  return Array.from(earlier?.jobs ?? [], ([number, { overrides, status, value }]) => ({
    number,
    overrides,
    status,
    value,
  })).sort((a, b) => a.number - b.number)
}
