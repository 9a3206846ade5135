import { jobText } from './job-text.js'
import type { Launcher } from './launcher.js'

/** One job after another, in this process: Hydra's own launcher. */
export const basicLauncher: Launcher = {
  settings: {},
  async launch(jobs, { log, run }) {
    log.info(`Launching ${jobs.length} jobs locally`)
    const results = []
    for (const job of jobs) {
      log.info(`\t#${job.number} : ${jobText(job)}`)
      results.push(await run(job))
    }
    return results
  },
}
