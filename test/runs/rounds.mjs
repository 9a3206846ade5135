// What is tried of runs, round by round: a few in the tests, for as long as wanted in the soak.
import { fullDisk } from './full-disk.mjs'
import { killOf } from './kill.mjs'
import { race } from './race.mjs'
import { fullDevice, reader } from './reader.mjs'
import { watchOf } from './watch.mjs'

/** By name: one round, which throws where something does not hold, and how many the tests make. */
export const ROUNDS = {
  'a sweep in turn that is killed again and again does each of its jobs once': { round: killOf(1), times: 2 },
  'a sweep of processes that is killed again and again does each of its jobs once': { round: killOf(3), times: 2 },
  'of sweeps in one directory at the same moment one runs': { round: race, times: 2 },
  'a run goes on when nobody reads its stdout, and a listing ends': { round: reader, times: 2 },
  'a run goes on when stdout is full, and what only prints says so': { round: fullDevice, times: 3 },
  'a full disk tears no file, and with room again the sweep goes on': { round: fullDisk, times: 2 },
  'of a folder that is edited in every way the last state is always seen': { round: watchOf(300), times: 1 },
}
