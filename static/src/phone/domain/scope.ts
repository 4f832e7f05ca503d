// Which doors lie inside the divisions the server says are mine.

/** Whether a door's division lies inside one of mine: a code begins with the codes of all it lies in. */
export function liesWithin(code: string, scope: readonly string[]): boolean {
  return scope.some((mine) => code.startsWith(mine))
}

/** Whether two scopes are the same set. */
export function sameScope(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && [...a].sort().join() === [...b].sort().join()
}
