/**
 * What Effect keeps after it was done, it keeps with all that it refers to: see `waitFor` in `exchange.ts`. What is called once refers to
 * nothing after that.
 */

/** The same function, to be called once: then it lets go of what it knows. */
export const once = <Args extends ReadonlyArray<unknown>, A>(f: (...args: Args) => A): (...args: Args) => A => {
  let held: typeof f | undefined = f
  return (...args) => {
    const taken = held as typeof f
    held = undefined
    return taken(...args)
  }
}
