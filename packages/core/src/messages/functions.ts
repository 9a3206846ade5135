import type { Complaint } from '../text/errors.js'
import { refusal, shown } from './override.js'

export function unknownFunction({ name, known }: { name: string; known: readonly string[] }): Complaint {
  return refusal(
    'unknown-function',
    `There is no function '${name}'`,
    `Functions: ${known.join(', ')}. A text that holds '(' needs quotes.`,
  )
}

export function callRefused({ call, name, problem }: { call: string; name: string; problem: string }): Complaint {
  return refusal(
    'call-refused',
    `${shown(call)}: ${problem}`,
    USAGE[name] === undefined ? undefined : `Use ${USAGE[name]}.`,
  )
}

const CAST = (name: string): string => `${name}(value) or ${name}(value,value)`
const USAGE: Readonly<Record<string, string>> = {
  int: CAST('int'),
  float: CAST('float'),
  str: CAST('str'),
  bool: CAST('bool'),
  json_str: CAST('json_str'),
  extend_list: 'extend_list(a,b): what is appended, one by one',
  choice: 'choice(a,b,c)',
  range: 'range(stop), range(start,stop) or range(start,stop,step), with numbers',
  interval: 'interval(start,end), with numbers',
  glob: 'glob(pattern), glob([pattern,pattern]) or glob(pattern,exclude=pattern)',
  tag: 'tag(name,choice(a,b)), with any number of names',
  shuffle: 'shuffle(a,b,c), shuffle([a,b,c]) or shuffle(range(10))',
  sort: 'sort(3,1,2), sort([3,1,2]) or sort(choice(3,1,2),reverse=true)',
}
