import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePorts } from './free-ports.js'

/** A SLURM on this machine: two nodes that it pretends to have, without accounting. */
export interface Cluster {
  /** What its commands need. */
  readonly env: Readonly<Record<string, string>>
  /** Ends a node with all that runs on it, at once, as a power cut does; then it is there again. Gives the processes that ended. */
  lose(node: string): readonly number[]
  stop(): Promise<void>
}

/** Why there can be no cluster on this machine; undefined: there can be one. */
export const NO_SLURM = missing()

if (NO_SLURM !== undefined) console.warn(`${NO_SLURM}: the tests on a SLURM cluster are skipped.`)

function missing(): string | undefined {
  if (process.getuid?.() !== 0) return 'SLURM is started by root alone'
  const command = ['munged', 'mungekey', 'slurmctld', 'slurmd', 'sbatch'].find(
    (name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0,
  )
  return command === undefined ? undefined : `There is no ${command} (apt-get install munge slurm-wlm)`
}

const NODES = ['n0', 'n1']

export interface ClusterSize {
  /** Processors of each node. */
  readonly cpus?: number
  /** A sweep of six jobs needs two arrays of four, which it is unless told. */
  readonly maxArraySize?: number
}

/** Starts one that listens on 127.0.0.1 alone; everything it writes is in a folder that `stop` removes. */
export async function startSlurm({ cpus = 2, maxArraySize = 4 }: ClusterSize = {}): Promise<Cluster> {
  const dir = mkdtempSync(join(tmpdir(), 'slurm-cluster-'))
  for (const folder of ['munge', 'state', ...NODES]) mkdirSync(join(dir, folder), { mode: 0o711 })
  const [controller = 0, ...ports] = await freePorts(1 + NODES.length)
  appendFileSync(join(dir, 'slurm.conf'), slurmConf({ dir, controller, ports, cpus, maxArraySize }))
  const env = { SLURM_CONF: join(dir, 'slurm.conf') }
  const daemons: ChildProcess[] = []
  const start = (command: string, ...args: string[]): ChildProcess => {
    const out = openSync(join(dir, 'out'), 'a')
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', out, out] })
    daemons.unshift(child)
    return child
  }
  const end = (): void => {
    for (const child of daemons) child.kill('SIGKILL')
  }
  process.once('exit', end)
  const munge = (name: string) => join(dir, 'munge', name)
  execFileSync('mungekey', ['--create', `--keyfile=${munge('key')}`])
  const files = ['key-file', 'socket', 'pid-file', 'log-file', 'seed-file']
  start('munged', '--foreground', '--force', ...files.map((file) => `--${file}=${munge(file.replace('-file', ''))}`))
  await until(() => existsSync(munge('socket')), dir)
  start('slurmctld', '-D', '-c')
  const startNode = (node: string) => start('slurmd', '-D', '-N', node)
  const nodes = new Map(NODES.map((node) => [node, startNode(node)]))
  const ask = (command: string, ...args: string[]) =>
    spawnSync(command, args, { env: { ...process.env, ...env }, encoding: 'utf8', timeout: 5000 }).stdout ?? ''
  await until(() => ask('sinfo', '--noheader', '--Node', '--format=%t').match(/^idle$/gm)?.length === NODES.length, dir)
  return {
    env,
    lose(node) {
      nodes.get(node)!.kill('SIGKILL')
      const ended = processesOn(node, env.SLURM_CONF)
      for (const pid of ended) kill(pid)
      nodes.set(node, startNode(node))
      return ended
    },
    async stop() {
      process.off('exit', end)
      ask('scancel', '--me')
      for (let tries = 0; tries < 50 && ask('squeue', '--me', '--noheader') !== ''; tries++) await wait(200)
      // The last first; munged last, the others need it to say goodbye.
      for (const child of daemons) {
        const ended = new Promise((done) => child.once('exit', done))
        if (child.exitCode !== null || child.signalCode !== null) continue
        child.kill('SIGTERM')
        await Promise.race([ended, wait(10_000, undefined, { ref: false })])
        child.kill('SIGKILL')
      }
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has just ended by itself.
  }
}

/** The daemons of steps on a node, and what they started. */
function processesOn(node: string, conf: string): readonly number[] {
  const read = (pid: string, file: string): string => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'latin1')
    } catch {
      return ''
    }
  }
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const jobs = all.filter((pid) => {
    const variables = read(pid, 'environ').split('\0')
    return variables.includes(`SLURMD_NODENAME=${node}`) && variables.includes(`SLURM_CONF=${conf}`)
  })
  const parents = jobs
    .map((pid) => read(pid, 'stat').split(') ')[1]?.split(' ')[1] ?? '')
    .filter((pid) => read(pid, 'cmdline').startsWith('slurmstepd'))
  // First who would tell that its job has ended.
  return [...new Set([...parents, ...jobs])].map(Number)
}

async function until(isSo: () => boolean, dir: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (isSo()) return
    await wait(100)
  }
  throw new Error(`SLURM does not start:\n${readFileSync(join(dir, 'out'), 'utf8')}`)
}

interface Conf extends Required<ClusterSize> {
  readonly dir: string
  readonly controller: number
  readonly ports: readonly number[]
}

function slurmConf({ dir, controller, ports, cpus, maxArraySize }: Conf): string {
  const host = hostname().split('.')[0]
  const nodes = NODES.map(
    (node, at) =>
      `NodeName=${node} NodeHostname=${host} NodeAddr=127.0.0.1 Port=${ports[at]} CPUs=${cpus} RealMemory=${1000 * cpus}`,
  )
  return `ClusterName=test
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=${controller}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
# A job that is requeued waits as long as a credential lives: two minutes, if nothing else is said.
AuthInfo=socket=${dir}/munge/socket,cred_expire=5
CredType=cred/munge
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
SlurmctldPidFile=${dir}/slurmctld.pid
SlurmdPidFile=${dir}/%n.pid
StateSaveLocation=${dir}/state
SlurmdSpoolDir=${dir}/%n
SlurmctldLogFile=${dir}/slurmctld.log
SlurmdLogFile=${dir}/%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=1,bf_interval=2,batch_sched_delay=0
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
# A job that asks for no memory has all of its node, otherwise.
DefMemPerCPU=100
ReturnToService=2
SlurmctldTimeout=10
SlurmdTimeout=10
KillWait=2
MaxArraySize=${maxArraySize}
AccountingStorageType=accounting_storage/none
${nodes.join('\n')}
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`
}
