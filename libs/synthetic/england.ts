import { Names } from './names.ts'
import { Places } from './places.ts'
import { Practices } from './practices.ts'

export interface England {
  names: Names
  places: Places
  practices: Practices
}

let england: England | undefined

/** Reading the tables takes longer than a thousand children, and they are the same for every seed. */
export function readEngland(): England {
  return (england ??= { names: new Names(), places: new Places(), practices: new Practices() })
}
