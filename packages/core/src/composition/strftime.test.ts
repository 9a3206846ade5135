import { expect, test } from 'vitest'
import { strftime } from './strftime.js'

const TIME = { year: 2024, month: 1, day: 2, hour: 3, minute: 4, second: 5, microsecond: 60, offset: 120 }

test.each([
  ['%Y-%m-%d', '2024-01-02'],
  ['%H-%M-%S', '03-04-05'],
  ['%a %A %b %B %p', 'Tue Tuesday Jan January AM'],
  ['%j %U %W %V %G %u %w', '002 00 01 01 2024 2 2'],
  ['%-d %_m %5Y %^a %#p', '2  1 02024 TUE am'],
  ['%f', '000060'],
  ['%c|%x|%X|%r', 'Tue Jan  2 03:04:05 2024|01/02/24|03:04:05|03:04:05 AM'],
  ['%z%Z', ''],
  ['100%% of %Q, and %', '100% of %Q, and %'],
  ['%s', '1704157445'],
])('%s is %s', (format, expected) => {
  expect(strftime(TIME, format)).toBe(expected)
})

test('the first days of a year may belong to the last week of the year before', () => {
  expect(strftime({ ...TIME, year: 2021, month: 1, day: 3 }, '%G-W%V-%u')).toBe('2020-W53-7')
})
