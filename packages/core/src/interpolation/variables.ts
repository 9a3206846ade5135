/** Where `${oc.env:NAME}` looks: the environment, and where that has no such name, files of variables. */
export interface Variables {
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
  /** Of two that have a name the later one counts. */
  readonly variableFiles?: readonly VariableFile[] | undefined
}

/** A file of variables (`.env`): what is in it now, whenever it is asked. */
export interface VariableFile {
  /** As messages name it. */
  readonly name: string
  /** @throws HydraException where it cannot be read */
  read(): Readonly<Record<string, string | undefined>>
}

/** A variable that is set. */
export interface Variable {
  readonly value: string
  /** The file that gives it; undefined: the environment does. */
  readonly file: string | undefined
}

/** The variable of a name; undefined where it is set nowhere. An empty one is set. */
export function variableNamed(name: string, { env = {}, variableFiles = [] }: Variables): Variable | undefined {
  const own = Object.hasOwn(env, name) ? env[name] : undefined
  if (own !== undefined) return { value: own, file: undefined }
  for (const file of variableFiles.toReversed()) {
    const given = file.read()
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    if (value !== undefined) return { value, file: file.name }
  }
  return undefined
}
