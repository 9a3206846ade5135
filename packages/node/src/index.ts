// What is the engine's, where programs have found it so far.

export type { ShowOptions } from '@hydraconf/core'
export {
  allGroups,
  composeJob,
  defaultsOf,
  jobOverridesOf,
  openLibraryFor,
  showCfg,
  shownPart,
  sweeperParams,
} from '@hydraconf/core'

export type { App, AppFlags, AppOptions } from './app.js'
export { appOf } from './app.js'
export type { Choose } from './chooser.js'
export { chooser } from './chooser.js'
export type { Colours } from './colours.js'
export { colours } from './colours.js'
export { completeLine } from './complete/complete-line.js'
export { stripPythonOrAppName } from './complete/program-name.js'
export type { Shell } from './complete/scripts.js'
export { installScript, SHELLS, uninstallScript } from './complete/scripts.js'
export type { ComposeDirOptions } from './compose-dir.js'
export { composeDir } from './compose-dir.js'
export { configFiles } from './config-files.js'
export { draftOf } from './drafts.js'
export { errorText } from './error-text.js'
export type { FileSourceOptions } from './file-source.js'
export { fileSource, forgetFiles, packageSource } from './file-source.js'
export type { Flags, Info } from './flags/flags.js'
export { HYDRA_FLAGS, hydraFlags, parseFlags } from './flags/flags.js'
export type { FlagSpec } from './flags/normalize-argv.js'
export { UsageError } from './flags/normalize-argv.js'
export { withOverrideFiles } from './flags/override-files.js'
export type { ReadFlags } from './flags/read-flags.js'
export { readFlags } from './flags/read-flags.js'
export type { Host } from './host.js'
export { processHost } from './host.js'
export type {
  ClassDeclaration,
  DefaultDeclaration,
  FieldDeclaration,
  StoreDeclaration,
} from './hydra-plugins/declarations.js'
export { declaredConfigs } from './hydra-plugins/declarations.js'
export type { Logger } from './logging/logging.js'
export { hydraMain } from './main/hydra-main.js'
export { runProgram } from './main/program.js'
export { sourceOpener } from './open-source.js'
export { OutputLost, writeOut } from './output.js'
export type { NodePlugin } from './plugin.js'
export { isRunning } from './process-id.js'
export { report } from './report-error.js'
export type { Callback, RunEvent } from './run/callback.js'
export type { CompletedJob, FailedJob, JobReturn } from './run/job-return.js'
export { JobFailed } from './run/job-return.js'
export { outputDir } from './run/output-files.js'
export type { Run, Task } from './run/run.js'
export { factsOf } from './run-facts.js'
export { cancelOn } from './sweep/cancel-on.js'
export { changedJobs } from './sweep/changed-jobs.js'
export type { Ending, Engine, EngineState, FoundJob } from './sweep/engine.js'
export { cancelBatch, isCancelled } from './sweep/job-files/cancelled.js'
export { outputPath } from './sweep/job-files/job-output.js'
export type { JobPointer } from './sweep/job-files/orders.js'
export { pointerText, readOrder, readPointer } from './sweep/job-files/orders.js'
export type { JobRecord, JournalContent } from './sweep/journal.js'
export { readJournal } from './sweep/journal.js'
export type { LaunchOptions, Patience } from './sweep/launch-on.js'
export { launchOn, PATIENCE } from './sweep/launch-on.js'
export type {
  HandedJob,
  HandOver,
  JobList,
  JobOrder,
  LaunchContext,
  Launcher,
  Submission,
  SweepJob,
} from './sweep/launcher.js'
export { portionsOf } from './sweep/portions.js'
export type { HandedReturn, HandedRun } from './sweep/run-handed-job.js'
export { runHandedJob } from './sweep/run-handed-job.js'
export { shellWord } from './sweep/shell-word.js'
export { sweepHash } from './sweep/sweep-hash.js'
export type { SweepContext, Sweeper } from './sweep/sweeper.js'
export { HYDRA_VERSION, VERSION } from './version.js'
export type { SettledSources } from './watch/settled-sources.js'
export { settledSources } from './watch/settled-sources.js'
export type { Update, Watch, WatchOptions } from './watch/watch.js'
export { watch } from './watch/watch.js'
export type { Touched } from './watch/watch-folder.js'
export { watchFolder } from './watch/watch-folder.js'
export { makeDirectory, writeWhole } from './write-file.js'
