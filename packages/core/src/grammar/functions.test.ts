import { expect, test } from 'vitest'
import { HydraconfError } from '../text/errors.js'
import { seededRandom, shuffled } from './functions-shuffle.js'
import { parseOverride } from './parse-override.js'
import { printOverride } from './print-override.js'

test.each([
  // casts
  ['int(3.9)', '3'],
  ['int(-3.9)', '-3'],
  ["int(' 1_0 ')", '10'],
  ["int('٣')", '3'],
  ['int(true)', '1'],
  ['int([1.5,[2.5]])', '[1,[2]]'],
  ['int({a:1.5})', '{a:1}'],
  ['int(1.5,2.5)', '1,2'],
  ['int(value=1.5)', '1'],
  ['float(1)', '1.0'],
  ["float('1e3')", '1000.0'],
  ["float('-infinity')", '-inf'],
  ['float(range(1,5))', 'range(1.0,5.0,1.0)'],
  ['str(1)', "str('1')"],
  ['str(true)', "str('true')"],
  ['str(1e6)', "str('1000000.0')"],
  ["str('x')", 'x'],
  ['str([a,1])', "[a,str('1')]"],
  ['bool(0)', 'False'],
  ['bool(TRUE)', 'True'],
  ['bool(null)', 'False'],
  ['bool(0.0,1)', 'False,True'],
  // sweeps
  ["choice('a',b)", 'choice(a,b)'],
  ['choice(int(1.5,2))', 'choice(1,2)'],
  ['range(5)', 'range(0,5,1)'],
  ['range(stop=5,start=1)', 'range(1,5,1)'],
  ['range(1,null)', 'range(0,1,1)'],
  ['range(start=1,start=2,stop=3)', 'range(2,3,1)'],
  ['interval(0,1)', 'interval(0.0,1.0)'],
  ['int(interval(0.5,1.5))', 'int(interval(0,1))'],
  ['glob(a*)', 'glob([a*])'],
  ['tag(b,a,a,choice(1,2))', 'tag(a,b,choice(1,2))'],
  ['tag(a,tag(b,choice(1,2)))', 'tag(a,choice(1,2))'],
  ['tag(a,sweep=choice(1,2))', 'tag(a,choice(1,2))'],
  ['int(tag(a,choice(1,2)))', 'choice(1,2)'],
  ['int(tag(a,interval(1,2)))', 'tag(a,int(interval(1,2)))'],
  ['shuffle(a)', '[a]'],
  ['shuffle(a,b)', 'shuffle(a,b)'],
  ['shuffle(sweep=choice(a,b))', 'shuffle(choice(a,b))'],
  // sorting
  ['sort(3,1.5,true)', 'True,1.5,3'],
  ['sort(b,a,B)', 'B,a,b'],
  ["sort('\uffee','\u{1f600}')", "str('\uffee'),str('\u{1f600}')"],
  ['sort(1,2,reverse=true)', '2,1'],
  ['sort([3,1,2])', '[1,2,3]'],
  ['sort([[2,1],[1,5],[1]])', '[[1],[1,5],[2,1]]'],
  ['sort({b:1})', '{b:1}'],
  ['sort(choice(b,a))', 'choice(a,b)'],
  ['sort(nan,1,2)', 'nan,1,2'],
  ['sort(3,nan,1,2,reverse=true)', '3,nan,2,1'],
  ['sort(range(0,5,2),reverse=true)', 'range(3,-2,-2)'],
])('%s is %s', (call, value) => {
  expect(printOverride(parseOverride(`a=${call}`))).toBe(`a=${value}`)
})

test.each([
  'int()',
  'int(null)',
  'int(a)',
  "int('1.5')",
  'int(inf)',
  'int(1,value=2)',
  'int(1,choice(2,3))',
  'int(glob(a))',
  'float([a])',
  'str(range(3))',
  'str(interval(0,1))',
  'bool(yes)',
  'bool(range(3))',
  'choice()',
  'choice(null)',
  'choice(choice(a,b))',
  'choice(range(3))',
  'range()',
  'range(a)',
  'range(1,2,3,4)',
  'range(1,2,null)',
  'range(stop=2)',
  'range(1,start=2)',
  'range(start=1,2)',
  'interval(1)',
  'glob(1)',
  'tag()',
  'tag(a)',
  'tag(1,choice(a,b))',
  'tag(choice(a,b),choice(a,b))',
  'tag(sweep=choice(a,b))',
  'shuffle(null)',
  'shuffle(interval(0,1))',
  'sort()',
  'sort(a,1)',
  'sort([null,1])',
  'sort({a:1},{b:2})',
  'sort(2,1,reverse=1)',
  'Int(1)',
  'null(1)',
])('%s is refused', (call) => {
  expect(() => parseOverride(`a=${call}`)).toThrow(HydraconfError)
  expect(() => parseOverride(`a=${call}`)).toThrow(expect.objectContaining({ type: 'OverrideParseException' }))
})

test('a list is shuffled by the random numbers given', () => {
  const read = (seed: number) => parseOverride('a=shuffle([1,2,3,4,5,6,7,8])', { random: seededRandom(seed) }).value
  expect(read(1)).toEqual(read(1))
  expect(read(1)).not.toEqual(read(2))
})

test('every order comes up', () => {
  const random = seededRandom(42)
  const orders = new Set(Array.from({ length: 300 }, () => shuffled(['a', 'b', 'c'], random).join('')))
  expect([...orders].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba'])
})
