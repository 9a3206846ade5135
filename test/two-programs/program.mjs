// Prices orders and stores them: the program that program.py is, for hydraconf.
import { appendFileSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hydraMain } from 'hydraconf/main'

await hydraMain({ configDir: 'conf', configName: 'config', versionBase: '1.3' }, (config, run) => {
  const log = run.logger('shop')
  log.info('%s: %s orders into %s', config.shop.title, config.source.kind, config.store.kind)
  const priced = readOrders(config, run).map((order) => price(order, config))
  for (const order of priced) log.debug('%s costs %d', order.name, order.cents)
  const total = priced.reduce((sum, { cents }) => sum + cents, 0)
  const { most } = config.limits
  if (most !== null && priced.length > number(most))
    throw new RangeError(`${priced.length} orders are more than ${most}`)
  store(priced, config, run.dir, log)
  tell(config, total, log)
  if (config.dump) process.stdout.write(run.composed.yaml())
  if (config.trace) appendFileSync('trace.txt', `${run.job.name} ${priced.length} ${total}\n`)
  const same = realpathSync(process.cwd()) === realpathSync(run.cwd)
  console.log(
    `${priced.length} orders, ${(total / 100).toFixed(2)} ${config.region.currency}, ${same ? 'here' : 'there'}`,
  )
  if (config.limits.exit_code !== 0) process.exit(config.limits.exit_code)
  return total
})

function readOrders({ source }, run) {
  if (source.kind === 'made') {
    return Array.from({ length: number(source.count) }, (_, at) => ({
      name: `${source.prefix}${at}`,
      pieces: at + 1,
      cents: source.cents,
    }))
  }
  const lines = readFileSync(run.toAbsolutePath(source.path), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (source.kind === 'jsonl') return lines.map((line) => JSON.parse(line))
  const [head, ...rows] = lines.map((line) => line.split(source.separator))
  return rows.map((row) => {
    const order = Object.fromEntries(head.map((name, at) => [name, row[at]]))
    return { name: order.name, pieces: whole(order.pieces), cents: whole(order.cents) }
  })
}

/** What Python refuses by itself: a text where a number is meant. */
function number(value) {
  if (typeof value !== 'number') throw new TypeError(`'${value}' is no number`)
  return value
}

function whole(text) {
  if (!/^\d+$/.test(text)) throw new TypeError(`'${text}' is no number`)
  return Number(text)
}

function price(order, { pricing }) {
  let cents = order.pieces * order.cents
  if (pricing.kind === 'tiered') {
    for (const step of pricing.steps) {
      if (order.pieces >= step.pieces) cents = Math.floor((cents * (100 - step.percent)) / 100)
    }
  } else if (pricing.kind === 'discount') {
    cents = Math.floor((cents * (100 - pricing.percent)) / 100)
  }
  return { name: order.name, cents: cents + pricing.fee }
}

function store(priced, { store }, dir, log) {
  if (store.kind === 'none') return log.warning('nothing is stored')
  const lines = priced.map(({ name, cents }) => `${name}${store.separator}${cents}`)
  if (store.kind === 'stdout') {
    for (const line of lines) console.log(line)
    return
  }
  writeFileSync(join(dir, store.file), lines.map((line) => `${line}\n`).join(''))
  if (!store.summary) return
  const tags = [...store.tags].map((tag) => JSON.stringify(tag)).join(', ')
  writeFileSync(join(dir, 'summary.json'), `{"orders": ${priced.length}, "tags": [${tags}]}`)
}

function tell({ notify, shop }, total, log) {
  for (const [name, each] of Object.entries(notify)) {
    if (each === null || !each.active) continue
    console.log(`${name}: ${each.kind} to ${each.to}: ${shop.greeting}`)
    if (total < each.alarm_below) log.error('%s: only %d', name, total)
  }
}
