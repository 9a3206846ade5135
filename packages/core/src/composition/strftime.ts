import type { LocalTime } from './environment.js'

/**
 * A moment as `datetime.strftime` spells it in the C locale: Python's directives and those that glibc adds, with
 * its flags (`%-d`, `%_H`, `%^a`) and widths. What is no directive stays as written. The time is a local one without a
 * zone, as `datetime.now()` is: `%z` and `%Z` are empty.
 */
export function strftime(time: LocalTime, format: string): string {
  return format.replace(DIRECTIVE, (written, flags: string, width: string, directive: string) => {
    // Python answers %f itself, before the C library sees the rest.
    if (directive === 'f' && written !== '%f') return written
    const field = fieldOf(time, directive)
    return field === undefined ? written : spell(field, flags, width)
  })
}

//   %-3d   %Od
//    ^ ^^   ^ E and O ask for the locale's own digits, which the C locale has none of
const DIRECTIVE = /%([-_0^#]*)(\d*)[EO]?([A-Za-z%])/g

/** A directive's answer: a text, or a number with the width and the padding it has unless a flag says otherwise. */
type Field = string | { readonly number: number; readonly width: number; readonly pad: '0' | ' ' }

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

function fieldOf(time: LocalTime, directive: string): Field | undefined {
  switch (directive) {
    case 'a':
      return DAYS[weekday(time)]!.slice(0, 3)
    case 'A':
      return DAYS[weekday(time)]!
    case 'b':
    case 'h':
      return MONTHS[time.month - 1]!.slice(0, 3)
    case 'B':
      return MONTHS[time.month - 1]!
    case 'c':
      return strftime(time, '%a %b %e %H:%M:%S %Y')
    case 'C':
      return digits(Math.floor(time.year / 100), 2)
    case 'd':
      return digits(time.day, 2)
    case 'D':
    case 'x':
      return strftime(time, '%m/%d/%y')
    case 'e':
      return digits(time.day, 2, ' ')
    case 'f':
      return digits(time.microsecond, 6)
    case 'F':
      return strftime(time, '%Y-%m-%d')
    case 'g':
      return digits(isoWeek(time).year % 100, 2)
    case 'G':
      return digits(isoWeek(time).year, 1)
    case 'H':
      return digits(time.hour, 2)
    case 'I':
      return digits(hour12(time), 2)
    case 'j':
      return digits(dayOfYear(time), 3)
    case 'k':
      return digits(time.hour, 2, ' ')
    case 'l':
      return digits(hour12(time), 2, ' ')
    case 'm':
      return digits(time.month, 2)
    case 'M':
      return digits(time.minute, 2)
    case 'n':
      return '\n'
    case 'p':
      return time.hour < 12 ? 'AM' : 'PM'
    case 'P':
      return time.hour < 12 ? 'am' : 'pm'
    case 'r':
      return strftime(time, '%I:%M:%S %p')
    case 'R':
      return strftime(time, '%H:%M')
    case 's':
      return digits(epochDays(time) * 86400 + time.hour * 3600 + (time.minute - time.offset) * 60 + time.second, 1)
    case 'S':
      return digits(time.second, 2)
    case 't':
      return '\t'
    case 'T':
    case 'X':
      return strftime(time, '%H:%M:%S')
    case 'u':
      return digits(weekday(time) === 0 ? 7 : weekday(time), 1)
    case 'U':
      return digits(weekOfYear(time, weekday(time)), 2)
    case 'V':
      return digits(isoWeek(time).week, 2)
    case 'w':
      return digits(weekday(time), 1)
    case 'W':
      return digits(weekOfYear(time, (weekday(time) + 6) % 7), 2)
    case 'y':
      return digits(time.year % 100, 2)
    case 'Y':
      return digits(time.year, 1)
    case 'z':
    case 'Z':
      return ''
    case '%':
      return '%'
    default:
      return undefined
  }
}

function spell(field: Field, flags: string, width: string): string {
  const isNumber = typeof field !== 'string'
  let pad: string = isNumber ? field.pad : ' '
  let text = isNumber ? String(field.number) : field
  for (const flag of flags) {
    if (flag === '-') pad = ''
    else if (flag === '_') pad = ' '
    else if (flag === '0') pad = '0'
    else text = flag === '^' || text !== text.toUpperCase() ? text.toUpperCase() : text.toLowerCase()
  }
  const least = width === '' ? (isNumber ? field.width : 0) : Number(width)
  return pad === '' ? text : text.padStart(Math.min(least, 1024), pad)
}

function digits(number: number, width: number, pad: '0' | ' ' = '0'): Field {
  return { number, width, pad }
}

function hour12({ hour }: LocalTime): number {
  return hour % 12 === 0 ? 12 : hour % 12
}

/** Days since 1970-01-01. */
function epochDays({ year, month, day }: Pick<LocalTime, 'year' | 'month' | 'day'>): number {
  return Date.UTC(year, month - 1, day) / 86_400_000
}

/** 0 is Sunday. */
function weekday(time: LocalTime): number {
  return (((epochDays(time) + 4) % 7) + 7) % 7
}

function dayOfYear(time: LocalTime): number {
  return epochDays(time) - epochDays({ year: time.year, month: 1, day: 1 }) + 1
}

/** The week by days since its first day: days before the year's first such day are week 0. */
function weekOfYear(time: LocalTime, sinceFirstDay: number): number {
  return Math.floor((dayOfYear(time) + 6 - sinceFirstDay) / 7)
}

/** The week of ISO 8601 belongs to the year that holds its Thursday. */
function isoWeek(time: LocalTime): { readonly year: number; readonly week: number } {
  const thursday = epochDays(time) - ((weekday(time) + 6) % 7) + 3
  const { year, start } = yearOf(thursday)
  return { year, week: Math.floor((thursday - start) / 7) + 1 }
}

function yearOf(day: number): { readonly year: number; readonly start: number } {
  const year = new Date(day * 86_400_000).getUTCFullYear()
  return { year, start: epochDays({ year, month: 1, day: 1 }) }
}
