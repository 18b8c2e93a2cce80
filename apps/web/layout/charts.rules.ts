import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { pictureOf } from './pictures.rules.ts'

use([BarChart, LineChart, GridComponent, LegendComponent, SVGRenderer])

/** Numbers of one kind, one for each label; null: not told. */
export interface Series {
  name: string
  values: readonly (number | null)[]
}

/** GOV.UK blue first; each tells itself apart from its neighbour without colours too, by lightness. */
const COLOURS = ['#1d70b8', '#f47738', '#00703c', '#4c2c92', '#28a197', '#801650']
const [WIDTH, HEIGHT] = [960, 320]
/** More bars than this are a line. */
const MOST_BARS = 40

/**
 * A chart as a picture that stands in the page; what it says is said by the table beneath.
 *
 * @param isStacked whether numbers of one label are parts of one whole, and stand on each other
 */
export function chart(labels: readonly string[], series: readonly Series[], isStacked: boolean): string {
  const drawn = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT })
  const isLine = labels.length > MOST_BARS
  drawn.setOption({
    animation: false,
    color: COLOURS,
    textStyle: { fontFamily: 'Arial, sans-serif', fontSize: 14, color: '#0b0c0c' },
    legend: { show: series.length > 1, top: 0, left: 0, itemGap: 30, textStyle: { fontSize: 14, color: '#0b0c0c' } },
    grid: { left: 60, right: 20, top: series.length > 1 ? 50 : 20, bottom: 40 },
    xAxis: { type: 'category', data: [...labels], axisLabel: { color: '#0b0c0c', hideOverlap: true } },
    yAxis: { type: 'value', minInterval: 1, axisLabel: { color: '#0b0c0c' } },
    series: series.map(({ name, values }) => ({
      ...{ type: isLine ? 'line' : 'bar', name, data: values.map((value) => value ?? '-'), symbol: 'none' },
      ...(!isLine && { ...(isStacked && { stack: 'all' }), barMaxWidth: 40 }),
    })),
  } as Parameters<typeof drawn.setOption>[0])
  const picture = drawn.renderToSVGString()
  drawn.dispose()
  return pictureOf(picture)
}
