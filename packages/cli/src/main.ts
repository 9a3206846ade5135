import { compose } from '@hydraconf/core'
import { appOf, parseFlags, processHost, report, showCfg } from '@hydraconf/node'

const host = { ...processHost(), program: undefined }
try {
  const flags = parseFlags(host.argv)
  const { configName, environment } = appOf({}, host, flags)
  const composed = compose({ configName, overrides: flags.overrides }, environment)
  for (const warning of composed.warnings) host.err(`UserWarning: ${warning}\n`)
  host.out(showCfg(composed, { part: flags.cfg ?? 'job', resolve: flags.resolve, package: flags.package }))
} catch (error) {
  process.exitCode = report(error, host, () => 'usage: hydraconf')
}
