// What every map of ours begins with: it is moved and zoomed, in Chinese, and never turned.
import 'ol/ol.css'
import './map.css'
import './plainText'
import { defaults as defaultControls } from 'ol/control/defaults'
import { defaults as defaultInteractions } from 'ol/interaction/defaults'

export const mapControls = () =>
  defaultControls({ rotate: false, attribution: false, zoomOptions: { zoomInTipLabel: '放大', zoomOutTipLabel: '缩小' } })

export const mapInteractions = () => defaultInteractions({ altShiftDragRotate: false, pinchRotate: false })
