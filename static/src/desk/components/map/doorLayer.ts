// The doors as dots when close: shape and colour both tell the state.
import type { FeatureLike } from 'ol/Feature'
import VectorTileLayer from 'ol/layer/VectorTile'
import VectorTileSource from 'ol/source/VectorTile'
import { Circle, Fill, RegularShape, Stroke, Style, Text } from 'ol/style'
import { createXYZ } from 'ol/tilegrid'
import type { DotPlace } from '../../domain/records'
import { DoorFormat } from './doorFormat'
import type { MapColours } from './tokens'

/** Below this zoom the server sends no doors, and dots would hide the villages. */
export const DOORS_FROM_ZOOM = 12.5
export const DOORS_FROM_RESOLUTION = 156543.03 / 2 ** DOORS_FROM_ZOOM
/** Nearer than this (metres to the pixel) single doors stand apart and take bigger dots. */
const APART_RESOLUTION = 3

/** OpenLayers finds dots of a tile under the pointer only when they are out of its decluttering. */
const KEPT = 'none'

export interface Dot { state: string, n: number, place: DotPlace }

export function doorLayer(colours: MapColours): VectorTileLayer {
  const looks = new Map<string, Style>()
  return new VectorTileLayer({
    minZoom: DOORS_FROM_ZOOM,
    // Uncovered doors are drawn last, on top: they are what the map is looked at for.
    renderOrder: (a, b) => Number(a.get('state') === 'uncovered') - Number(b.get('state') === 'uncovered'),
    style: (feature, resolution) => {
      const { state, n } = dotOf(feature)
      const apart = resolution < APART_RESOLUTION
      const key = `${state} ${apart ? n : 0}`
      const look = looks.get(key) ?? doorStyle(state, apart ? n : 0, colours)
      looks.set(key, look)
      return look
    },
  })
}

export function showDoors(layer: VectorTileLayer, url: string): void {
  const tileGrid = createXYZ({ tileSize: 256, minZoom: 12, maxZoom: 17 })
  layer.setSource(new VectorTileSource({ format: new DoorFormat(), url, tileGrid }))
}

export function dotOf(feature: FeatureLike): Dot {
  return feature.getProperties() as Dot
}

function doorStyle(state: string, n: number, colours: MapColours): Style {
  const radius = radiusOf(state, n)
  const stroke = new Stroke({ color: state === 'covered' ? colours.paper : colours.ink, width: n === 0 ? 0.7 : 1.2 })
  const text = n > 1 ? countOf(n, state === 'covered' ? colours.paper : colours.ink) : undefined
  if (state === 'excluded') {
    const fill = new Fill({ color: colours.step('none') })
    return new Style({ image: new RegularShape({ points: 4, radius: radius + 1, angle: Math.PI / 4, fill, stroke, declutterMode: KEPT }), text })
  }
  const fill = new Fill({ color: colours.step(state === 'covered' ? '4' : '0') })
  return new Style({ image: new Circle({ radius, fill, stroke, declutterMode: KEPT }), text })
}

/** Far out every point is small; near, doors stacked at one point make room for their number. */
function radiusOf(state: string, n: number): number {
  if (n === 0) return state === 'uncovered' ? 3.5 : 2.8
  return n > 1 ? 9 : state === 'uncovered' ? 6 : 5
}

function countOf(n: number, color: string): Text {
  return new Text({ text: n > 99 ? '99+' : String(n), font: '600 10px sans-serif', fill: new Fill({ color }) })
}
