// Package chartvalues knows how Helm charts write images in their values.
//
// A chart's templates put an image together from several values, and every chart may do
// so in its own way. This package looks at one map of values after the other, and says
// what in it is a whole reference, what is joined to what, and what cannot be known
// without the chart's templates. docs/charts.md lists the conventions and the charts
// that they were read in.
package chartvalues
