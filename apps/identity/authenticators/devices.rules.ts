import { timingSafeEqual } from 'node:crypto'

/** For how long a device is known after the last time that somebody signed in on it. */
export const DEVICE_MS = 180 * 24 * 60 * 60 * 1000

const SHAPE = /^([\w-]{22})\.(\d{13})\.([0-9a-f]{64})$/

/** What only we can write under a text: 64 hexadecimal digits. */
type Seal = (text: string) => string

/** Says that somebody has signed in on a device. It signs nobody in; their tries are counted apart. @param deviceId 22 letters, base64url */
export function deviceToken(deviceId: string, username: string, now: Date, seal: Seal): string {
  const named = `${deviceId}.${now.getTime() + DEVICE_MS}`
  return `${named}.${seal(JSON.stringify([username, named]))}`
}

/** @returns which device it is; null when nobody of that name has signed in there of late */
export function knownDevice(token: string, username: string, now: Date, seal: Seal): string | null {
  const [, deviceId, until, sealed] = SHAPE.exec(token) ?? []
  if (deviceId === undefined || until === undefined || sealed === undefined) return null
  const right = Buffer.from(seal(JSON.stringify([username, `${deviceId}.${until}`])))
  return timingSafeEqual(Buffer.from(sealed), right) && Number(until) > now.getTime() ? deviceId : null
}
