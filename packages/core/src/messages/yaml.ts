import type { Complaint, ErrorType } from '../text/errors.js'

/** Words for what the YAML reader refuses. Classes are PyYAML's. */

const complaint =
  (type: ErrorType, code: string) =>
  (message: string, advice?: string): Complaint => ({ type, code, message, advice })

const unreadable = complaint('ReaderError', 'yaml-unreadable')
const unscannable = complaint('ScannerError', 'yaml-syntax')
const unparsable = complaint('ParserError', 'yaml-structure')
const uncomposable = complaint('ComposerError', 'yaml-reference')
const unbuildable = complaint('ConstructorError', 'yaml-value')

// Reading text

export const characterNotAllowed = (code: number) =>
  unreadable(
    `YAML text cannot hold the character U+${code.toString(16).toUpperCase().padStart(4, '0')}`,
    'In double quotes it can be written as an escape, such as "\\x07".',
  )

export const notUtf8 = (name: string, offset: number, byte: number) =>
  unreadable(
    `${name} is not UTF-8: byte 0x${byte.toString(16).padStart(2, '0')} at position ${offset}`,
    'Save the file as UTF-8.',
  )

export const notUtf8ButUtf16 = (name: string) =>
  unreadable(`${name} is UTF-16, and configs are read as UTF-8`, 'Save the file as UTF-8.')

// Scanning

export const noTokenStarts = (character: string) =>
  unscannable(
    character === '\t'
      ? 'A tab cannot stand between YAML tokens'
      : `Nothing in YAML can start with ${quoted(character)}`,
    character === '\t' ? 'Use spaces.' : 'Put the value in quotes.',
  )

export const tabIndents = () => unscannable('A tab cannot indent YAML', 'Use spaces.')

export const colonTooTight = () =>
  unscannable('The ":" here needs a space behind it', 'Write "key: ", or quote a text that ends with ":".')

export const mappingValueNotAllowed = () =>
  unscannable(
    'A "key: value" pair cannot stand here',
    'Start it on a line of its own, indented like the keys beside it, or quote the text that holds ": ".',
  )

export const sequenceEntryNotAllowed = () =>
  unscannable('A "- " list entry cannot stand here', 'Start it on a line of its own, or quote the text.')

export const mappingKeyNotAllowed = () =>
  unscannable('A "? " key cannot stand here', 'Start it on a line of its own, or quote the text.')

export const colonExpected = () =>
  unscannable('Expected ":" after this key', 'A key and its ":" stand on one line, within 1024 characters.')

export const nameExpected = (of: 'anchor' | 'alias' | 'directive') =>
  unscannable(`The name of this ${of} needs letters, digits, "-" or "_" only, and at least one`)

export const tagMalformed = (expected: string) => unscannable(`This tag is malformed: expected ${expected}`)

export const directiveMalformed = (expected: string) => unscannable(`This directive is malformed: expected ${expected}`)

export const blockHeaderMalformed = () =>
  unscannable(
    'Only an indentation digit from 1 to 9, "+" or "-", and a comment can follow "|" or ">"',
    'Start the text on the next line.',
  )

export const quoteNotClosed = (quote: string) => unscannable(`This ${quote} is never closed`, `Close it with ${quote}.`)

export const separatorInQuotes = (separator: string) =>
  unscannable(`A line that starts with ${quoted(separator)} ends the document, and this quoted text is still open`)

export const escapeUnknown = (character: string) =>
  unscannable(
    `"\\${character}" is no escape of double-quoted text`,
    'Write "\\\\" for a backslash, or use single quotes.',
  )

export const escapeNeedsDigits = (digits: number) => unscannable(`This escape needs ${digits} hexadecimal digits`)

export const escapeOutOfRange = () => unscannable('This escape is beyond the last Unicode character, U+10FFFF')

// Parsing

export const contentExpected = (found: string) =>
  unparsable(`Expected a value, found ${found}`, 'Quote the text if it is meant as text.')

export const flowSequenceEnd = (found: string) =>
  unparsable(
    `Expected "," or "]" in this list, found ${found}`,
    'Close the list with ], or put a comma between its items.',
  )
export const flowMappingEnd = (found: string) =>
  unparsable(
    `Expected "," or "}" in this map, found ${found}`,
    'Close the map with }, or put a comma between its entries.',
  )

export const blockEnd = (collection: 'list' | 'map', found: string) =>
  unparsable(
    `Expected the next ${collection === 'list' ? '"- " entry' : 'key'} or the end of this ${collection}, found ${found}`,
    'Check the indentation, and quote text that holds special characters.',
  )

export const documentStartExpected = (found: string) =>
  unparsable(`The document has ended here, but ${found} follows`, 'Check the indentation of this line.')

export const versionNotSupported = () => unparsable('Only version 1 of YAML is read')
export const directiveUnknown = (name: string) =>
  unscannable(`There is no directive %${name}`, 'Take the line out; YAML knows %YAML and %TAG.')

export const directiveRepeated = (name: string) => unparsable(`The directive ${name} is given twice`)
export const tagHandleUnknown = (handle: string) =>
  unparsable(`The tag handle ${quoted(handle)} is not declared`, `Declare it with a line "%TAG ${handle} prefix".`)

// Composing

export const severalDocuments = () =>
  uncomposable('A second document starts here, and a config is a single document', 'Remove the "---".')

export const aliasUnknown = (name: string) =>
  uncomposable(`No anchor &${name} comes before this alias`, `Mark the value with &${name} first.`)

export const anchorRepeated = (name: string) =>
  uncomposable(`The anchor &${name} is already taken in this document`, 'Give one of the two another name.')

// Constructing

export const keyRepeated = (key: string) =>
  unbuildable(`The key ${quoted(shortened(key))} is given twice in this map`, 'Remove or rename one of the two.')

export const keyUnhashable = () => unbuildable('A list or map cannot be a key', 'Use a plain value as key.')

export const mergeNeedsMap = () =>
  unbuildable('"<<" merges a map or a list of maps, and this is neither', 'Quote "<<" to have it as an ordinary key.')

export const tagUnknown = (tag: string) =>
  unbuildable(
    `The tag ${quoted(shortened(tag))} is not known`,
    'Remove the tag, or quote the text if it is meant as text.',
  )

export const bareMergeKey = () => unbuildable('"<<" means something only as a key', 'Quote it to have it as text.')
export const bareValueKey = () => unbuildable('"=" means something only as a key', 'Quote it to have it as text.')

export const tagNeeds = (tag: string, expected: string) => unbuildable(`${tag} needs ${expected}`)

export const notA = (what: string, text: string) => unbuildable(`${quoted(shortened(text))} is not ${what}`)

export const tooManyDigits = (limit: number) =>
  unbuildable(`An int has at most ${limit} digits, and this one has more`, 'Put quotes around it to have it as a text.')

export const containsItself = (name: string) =>
  unbuildable(`&${name} contains itself, and a config is a tree`, 'Refer to it with an interpolation instead.')

export const tooDeep = (limit: number) => unbuildable(`The document nests deeper than ${limit} levels`, 'Flatten it.')

export const tooMuchMerged = (limit: number) =>
  unbuildable(`"<<" copies more than ${limit} entries in this document`, 'Merge less, or refer with interpolations.')

export const expandsTooFar = (limit: number) =>
  unbuildable(
    `The document's aliases stand for more than ${limit} values`,
    'Repeat less, or refer with interpolations.',
  )

export const documentTooLarge = (limit: number) =>
  unbuildable(
    `The document has more than ${limit} keys and values, which OmegaConf 2.4 refuses`,
    'Split it into several configs, or refer with interpolations instead of aliases.',
  )

export const expandsTooMuch = (written: number, all: number) =>
  unbuildable(
    `The aliases make ${all} nodes of the ${written} that are written, more than a hundred times as many`,
    'Repeat less, or refer with interpolations.',
  )

// From document to config

export const keyTypeNotSupported = (type: string): Complaint => ({
  type: 'KeyValidationError',
  code: 'yaml-key-type',
  message: `A key of a config cannot be of type ${type}`,
  advice:
    type === 'null' ? 'Write the key before ":", in quotes if it is meant as text.' : 'Quote it to have it as text.',
})

export const valueTypeNotSupported = (type: string): Complaint => ({
  type: 'UnsupportedValueType',
  code: 'yaml-value-type',
  message: `A config cannot hold a value of type ${type}`,
  advice: 'Remove the tag to have it as text, or write a list.',
})

export const rootNotSupported = (type: string): Complaint => ({
  type: 'ConfigTypeError',
  code: 'yaml-root',
  message: `A config is a map or a list, and this document is of type ${type}`,
  advice: undefined,
})

// Writing

export const nestsTooDeepToWrite = (limit: number): Complaint => ({
  type: 'YAMLError',
  code: 'yaml-too-deep',
  message: `The config nests deeper than ${limit} levels, and cannot be written as YAML`,
})

export const tooLongToWrite = (limit: number): Complaint => ({
  type: 'YAMLError',
  code: 'text-too-long',
  message: `The config takes more than ${limit} characters, and cannot be written as one text`,
  advice: 'Ask for a part of it, with --package or by its key.',
})

const quoted = (text: string) => JSON.stringify(text)
const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
