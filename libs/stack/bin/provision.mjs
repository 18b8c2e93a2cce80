// Runs the provisioning of several apps in one process, one after another: they load the same libraries, which is most of the
// time that one takes. Gets [{ app, entry, settings }] as JSON on its input, because settings are secret; says on its output
// whose turn it is, in JSON, as the apps say there what takes long.
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'

const steps = JSON.parse(await text(process.stdin))
const before = { ...process.env }
for (const { app, entry, settings } of steps) {
  console.log(JSON.stringify({ app }))
  process.env = { ...before, ...settings }
  await import(pathToFileURL(entry).href)
  if (process.exitCode) break
}
