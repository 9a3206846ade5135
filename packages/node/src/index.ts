export {}
export type { FileSourceOptions } from './file-source.js'
export { fileSource, packageSource } from './file-source.js'
