/** Overrides that wait for a check, as they come; with a sound for whoever has switched it on. */
export function watchCases() {
  const place = document.querySelector('[data-cases]')
  if (!place) return
  const sound = place.querySelector('[data-sound]')
  let shown = Number(place.dataset.cases)
  const source = new EventSource('/overrides/stream')
  // The session is over: asking again would change nothing.
  source.addEventListener('ended', () => source.close())
  source.addEventListener('open-cases', ({ data }) => {
    const waiting = Number(data)
    if (waiting === shown) return
    const isMore = waiting > shown
    shown = waiting
    place.querySelector('[data-count]').textContent =
      `${waiting} ${waiting === 1 ? 'case waits' : 'cases wait'}. Load the page again to see them.`
    if (isMore && sound?.checked) ring()
  })
}

function ring() {
  const context = new AudioContext()
  const tone = context.createOscillator()
  tone.connect(context.destination)
  tone.start()
  tone.stop(context.currentTime + 0.4)
}
