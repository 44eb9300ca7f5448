// Package chartvalues finds images in the values of Helm charts.
//
// A chart's templates join an image from several values, and every chart may do so in its own
// way. This package looks at one map of values at a time, and says which values are whole
// references, which values a chart joins, and what cannot be known without the chart's
// templates. docs/charts.md lists the conventions, and the charts that use them.
//
// Package fields finds images in values by it; package rewrite and those below it ask it what a
// chart does with a name before they change one.
package chartvalues
