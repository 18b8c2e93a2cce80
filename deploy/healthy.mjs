// Ends well when the address answers with 2xx: the health check of every container of ours, whose image has no curl.
const answer = await fetch(process.argv[2], { signal: AbortSignal.timeout(4_000) }).catch(() => null)
process.exitCode = answer?.ok ? 0 : 1
