/** The design language: everything a page is made of. Importing it brings the fonts, tokens and base styles along. */
import './fonts.css';
import './tokens.css';
import './base.css';
import './overlays/surface.css';

export {
  Button,
  type ButtonKind,
  type ButtonProps,
  type ButtonSize,
  buttonClass,
} from './actions/button.tsx';
export {
  CommandPalette,
  type CommandPaletteProps,
  type PaletteEntry,
  usePaletteShortcut,
} from './actions/command-palette.tsx';
export { IconButton, type IconButtonProps } from './actions/icon-button.tsx';
export { KeyHint, type KeyHintProps } from './actions/key-hint.tsx';
export {
  ContextMenu,
  type ContextMenuProps,
  Menu,
  type MenuAction,
  MenuAt,
  type MenuGroup,
  type MenuProps,
} from './actions/menu.tsx';
export { BreakdownBars, type BreakdownBarsProps, type BreakdownPart } from './charts/breakdown-bars.tsx';
export {
  BulletLegend,
  type BulletLegendProps,
  BulletRow,
  type BulletRowProps,
} from './charts/bullet-row.tsx';
export { ChartTable, type ChartTableProps } from './charts/chart-table.tsx';
export { type ChartColours, chartColours, onThemeChange } from './charts/colours.ts';
export { PaceChart, type PaceChartProps } from './charts/pace-chart.tsx';
export type { PacePoint, PaceWords } from './charts/pace-option.ts';
export { Sparkline, type SparklineProps } from './charts/sparkline.tsx';
export { classes } from './classes.ts';
export { Callout, type CalloutProps } from './feedback/callout.tsx';
export { EmptyState, type EmptyStateProps } from './feedback/empty-state.tsx';
export { ErrorState, type ErrorStateProps } from './feedback/error-state.tsx';
export { NoPermission, type NoPermissionProps } from './feedback/no-permission.tsx';
export {
  ProgressBar,
  type ProgressProps,
  ProgressRing,
  type ProgressRingProps,
} from './feedback/progress.tsx';
export { Skeleton, type SkeletonProps } from './feedback/skeleton.tsx';
export { StatusTag, type StatusTagProps } from './feedback/status-tag.tsx';
export { type Tone, ToneIcon } from './feedback/tone.tsx';
export { Checkbox, type CheckboxProps } from './forms/checkbox.tsx';
export { Combobox, type ComboboxProps, type SearchChoice } from './forms/combobox.tsx';
export { Field, type FieldProps } from './forms/field.tsx';
export { NumberInput, type NumberInputProps } from './forms/number-input.tsx';
export { type RadioCard, RadioCards, type RadioCardsProps } from './forms/radio-cards.tsx';
export { type Segment, SegmentedControl, type SegmentedControlProps } from './forms/segmented-control.tsx';
export { type Choice, Select, type SelectProps } from './forms/select.tsx';
export { Switch, type SwitchProps } from './forms/switch.tsx';
export { TextArea, type TextAreaProps } from './forms/text-area.tsx';
export { TextInput, type TextInputProps } from './forms/text-input.tsx';
export { isComposing } from './keyboard.ts';
export { Breadcrumb, type BreadcrumbProps, type Crumb } from './layout/breadcrumb.tsx';
export { type Column, DataTable, type DataTableProps, type SortOrder } from './layout/data-table.tsx';
export { KeyFigure, type KeyFigureProps, KeyFigures } from './layout/key-figure.tsx';
export { PageHeader, type PageHeaderProps } from './layout/page-header.tsx';
export { Panel, type PanelProps } from './layout/panel.tsx';
export { type TabItem, Tabs, type TabsProps } from './layout/tabs.tsx';
export { Dialog, type DialogProps } from './overlays/dialog.tsx';
export { Drawer, type DrawerProps } from './overlays/drawer.tsx';
export { Popover, type PopoverProps } from './overlays/popover.tsx';
export {
  type ToastMessage,
  ToastProvider,
  type ToastProviderProps,
  type ToastTone,
  useToasts,
} from './overlays/toast.tsx';
export { Tooltip, type TooltipProps } from './overlays/tooltip.tsx';
export { type Searchable, searchEntries, searchForm, searchRank } from './search.ts';
export { useNarrow, usePrinting } from './use-media.ts';
